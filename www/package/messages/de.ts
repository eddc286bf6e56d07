import type { Translation } from "./messages.ts";

const last =
  (one: string, many: string) =>
  (count: number, written: string): string =>
    count === 1 ? one : `Letzte ${written} ${many}`;

const aggregates: Readonly<Record<string, string>> = {
  avg: "Mittelwert",
  count: "Anzahl",
  max: "Maximum",
  min: "Minimum",
  sum: "Summe",
};
const shortAggregates: Readonly<Record<string, string>> = {
  avg: "Ø",
  count: "Anzahl",
  max: "max.",
  min: "min.",
  sum: "Summe",
};
const among =
  (names: Readonly<Record<string, string>>) =>
  (name: string): string =>
    Object.hasOwn(names, name) ? (names[name] ?? name) : name;

/** All texts of the element, in German. */
export const german: Translation = {
  language: "de",

  dashboard: {
    loading: "Wird geladen",
    tryAgain: "Noch einmal versuchen",
    edit: "Bearbeiten",
    idle: {
      title: "Noch kein Dashboard",
      advice:
        "Dieses Element braucht einen Endpunkt und Anmeldedaten, oder einen Client, und die ID eines Dashboards, oder ein Dashboard.",
    },
    empty: {
      title: "Dieses Dashboard ist leer",
      advice: "Kacheln, die anderswo hinzukommen, erscheinen hier, wenn die Seite neu geladen wird.",
    },
  },

  tile: {
    noData: { title: "Keine Daten", advice: "Die Geräte haben im Zeitraum dieser Kachel nichts gesendet." },
    noDevices: {
      title: "Nichts ausgewählt",
      advice: "Diese Kachel nennt keine Geräte oder keine Werte davon.",
    },
    broken: "Diese Kachel kann nicht gezeichnet werden",
    notLoaded: (type, reason) =>
      `Der Programmteil, der solche Kacheln zeichnet (${type}), konnte nicht geladen werden${reason && `: ${reason}`}. Neue Daten lösen einen weiteren Versuch aus. Schlägt auch der fehl, prüfen Sie die Verbindung und laden Sie die Seite neu.`,
    unknownType: "Kacheln dieser Art zeichnet diese Seite noch nicht.",
    devices: (count) => `${count} Geräte`,
    missing: (count, written) => (count === 1 ? "Ein Gerät fehlt noch" : `${written} Geräte fehlen noch`),
    recalled: (moment) => `Stand: ${moment}, wird neu gelesen`,
    trouble: (subject, moment, reason) =>
      subject === undefined
        ? [`Seit ${moment}: ${reason}`]
        : [subject, `${moment ? ` seit ${moment}` : ""}: ${reason}`],
  },

  errors: {
    noWebAssembly: {
      title: "Diese Seite verbietet WebAssembly",
      advice:
        "Dashboards werden von einem WebAssembly-Modul gelesen. Wer die Seite betreibt, kann es erlauben: script-src ihrer Content Security Policy braucht 'wasm-unsafe-eval'.",
    },
    page: "Mit dieser Seite stimmt etwas nicht",
    noModule: "Ein Teil dieser Seite konnte nicht geladen werden",
    unauthorized: {
      title: "Das Token wurde nicht angenommen",
      advice:
        "Es ist vielleicht abgelaufen oder gehört zu einer anderen Anwendung: Bearer-Token gelten etwa eine Stunde.",
      emulator: "Der Emulator wurde mit einem anderen Token gestartet, das er ausgegeben hat.",
    },
    forbidden: {
      title: "Dem Token fehlt eine Berechtigung",
      advice:
        "Seiner Rolle fehlt die Berechtigung, Dashboards oder Gerätedaten zu lesen. Wenden Sie sich an die Administration der Anwendung.",
    },
    notFound: {
      title: "Nicht gefunden",
      advice: (message) => `${message} Vielleicht wurde es gelöscht, nachdem das Dashboard entstand.`,
    },
    busy: {
      title: "Zu viele Anfragen",
      advice:
        "Die Anwendung ist ausgelastet: Alle, die sie nutzen, teilen sich 20 Anfragen je Sekunde. Diese Seite versucht es von selbst wieder.",
    },
    noEmulator: {
      title: (address) => `Unter ${address} antwortet kein Emulator`,
      advice: "Starten Sie ihn mit „iotcentral-emulator“, oder im Repository mit „cargo xtask demo“.",
    },
    network: {
      title: (host) => `Keine Antwort von ${host}`,
      advice:
        "Netzwerk oder CORS: Ein Browser sagt nicht, welches von beiden. Prüfen Sie die Adresse und Ihre Verbindung; auch ein Proxy oder eine Erweiterung kann die Anfrage aufhalten. Versuchen Sie es dann noch einmal.",
    },
    timeout: {
      title: "Keine Antwort in der vorgesehenen Zeit",
      advice: "Der Dienst oder das Netzwerk ist langsam. Versuchen Sie es gleich noch einmal.",
    },
    malformed: {
      title: "Etwas im Dashboard oder in seinen Daten ist nicht lesbar",
      advice: (message) => `${message} Der Rest der Antwort ist gültig. Berichtigen Sie diesen Wert in IoT Central.`,
    },
    otherSite: {
      title: "Die Antwort kam nicht von IoT Central",
      advice: (message) => `${message} Vielleicht hat ein Proxy oder eine Anmeldeseite geantwortet.`,
    },
    other: {
      title: "Die Anfrage ist fehlgeschlagen",
      advice: (message, request) => (request ? `${message} Für eine Supportanfrage: Anfrage ${request}.` : message),
    },
  },

  types: {
    barChart: "Balkendiagramm",
    command: "Befehl",
    dataExplorer: "Gespeicherte Abfrage",
    deviceCount: "Geräteanzahl",
    eventChart: "Ereignisdiagramm",
    eventHistoryChart: "Ereignisverlauf",
    externalContent: "Externer Inhalt",
    heatMapChart: "Wärmebild",
    image: "Bild",
    kpi: "KPI",
    label: "Beschriftung",
    lineChart: "Liniendiagramm",
    lkv: "Letzter bekannter Wert",
    mapProperty: "Eigenschaftskarte",
    mapTelemetry: "Telemetriekarte",
    markdown: "Markdown",
    pieChart: "Kreisdiagramm",
    property: "Eigenschaft",
    stateChart: "Zustandsdiagramm",
    stateHistoryChart: "Zustandsverlauf",
  },

  range: {
    values: last("Letzter Wert", "Werte"),
    weeks: last("Letzte Woche", "Wochen"),
    days: last("Letzter Tag", "Tage"),
    hours: last("Letzte Stunde", "Stunden"),
    minutes: last("Letzte Minute", "Minuten"),
    seconds: last("Letzte Sekunde", "Sekunden"),
  },

  names: {
    capabilityOf: (capability, device) => `${capability} von ${device}`,
    aggregate: among(aggregates),
    shortAggregate: among(shortAggregates),
    soFar: (name) => `${name} (bisher)`,
    hidden: (name) => `${name} (ausgeblendet)`,
  },

  table: {
    show: "Als Tabelle zeigen",
    save: "Als CSV speichern",
    fill: "Das Fenster füllen",
    dataOf: (title) => `Daten von ${title}`,
    file: "Kachel",
    firstRows: (shown, all) => `Die ersten ${shown} von ${all} Zeilen.`,
    showMore: (count) => `${count} weitere zeigen`,
    time: "Zeit",
    from: "Von",
    until: "Bis",
    duration: "Dauer",
    device: "Gerät",
    capability: "Funktion",
    aggregate: "Aggregat",
    value: "Wert",
    unit: "Einheit",
    part: "Anteil (%)",
    latitude: "Breite",
    longitude: "Länge",
  },

  leftOut: {
    rows: (moment) => `Nachrichten vor ${moment} fehlen: Der Dienst liefert höchstens 10.000.`,
    slices: (moment) =>
      `Nachrichten vor ${moment} erscheinen als letzter Wert jedes Abschnitts: Der Dienst liefert höchstens 10.000.`,
  },

  chart: {
    label: (type, title, range) =>
      `${type} „${title}“${range && `, ${range.charAt(0).toLowerCase()}${range.slice(1)}`}`,
    keys: "Einzelne Werte lesen Sie mit den Pfeiltasten links und rechts.",
    zoomKeys:
      "Mit Plus und Minus ändern Sie den gezeigten Zeitraum, mit der Umschalttaste und den Pfeiltasten verschieben Sie ihn, mit Esc sehen Sie wieder den ganzen Zeitraum.",
    zoomed: (from, to) => `Gezeigt wird ${from} – ${to}.`,
    zoomEnded: "Der ganze Zeitraum wird gezeigt.",
    resetZoom: "Ganzer Zeitraum",
    noData: (name) => `${name}: keine Daten.`,
    line: (name, last, least, most, until) =>
      `${name}: ${last}, zwischen ${least} und ${most}${until ? `, bis ${until}` : ""}.`,
    threshold: (label, value) => `${label} ab ${value}.`,
    part: (name, value, part) => `${name}: ${value}, ${part}.`,
    events: (name, count) => `${name}: ${count}.`,
    stateAtEnd: (name, state) => `${name}: am Ende ${state}.`,
    belowZero: "Werte unter null sind nicht im Bild.",
    allBelowZero: "Werte unter null sind keine Teile eines Ganzen.",
    shadesOf: (name, least, most) => `${name} von ${least} bis ${most}`.trim(),
    shades: (ranges) => `Farbstufen: ${ranges}`,
  },

  map: {
    keys: "Einzelne Punkte lesen Sie mit den Pfeiltasten links und rechts. Mit der Umschalttaste dazu verschieben Sie die Karte; Plus und Minus ändern den Maßstab.",
    noPlace: (name) => `${name}: kein Ort.`,
    place: (name, place) => `${name}: ${place}.`,
    outside: (count, written) => `${written} ${count === 1 ? "Ort" : "Orte"} außerhalb`,
    source: "Karte:",
    zoomIn: "Vergrößern",
    zoomOut: "Verkleinern",
    showAll: "Alles zeigen",
    north: "N",
    east: "O",
    south: "S",
    west: "W",
  },

  values: {
    devices: (count) => (count === 1 ? "Gerät" : "Geräte"),
    none: "Noch keiner",
    more: (count, written) => `+${written} ${count === 1 ? "weiterer" : "weitere"}`,
    up: (amount) => `um ${amount} gestiegen`,
    down: (amount) => `um ${amount} gefallen`,
    same: "unverändert",
    since: (change) => `${change} seit dem vorigen Wert`,
  },

  command: {
    open: "Ausführen…",
    run: "Ausführen",
    cancel: "Abbrechen",
    running: "Läuft…",
    readOnly: "Befehle können hier nicht ausgeführt werden: Dieses Dashboard liest nur.",
    on: (command, device) => [command, " auf ", device],
    question: (command, device) => [command, " auf ", device, " ausführen?"],
    request: "Anfrage an das Gerät, als JSON",
    noRequest: "Keine",
    noJson: 'Das ist kein JSON. Text braucht Anführungszeichen: "schnell".',
    noNumber: "Das ist keine Zahl.",
    accepted: "Angenommen, aber vom Gerät nicht beantwortet",
    answered: (code) => `Das Gerät antwortete ${code}`,
    unauthorized:
      "Das Token wurde nicht angenommen, also wurde nichts ausgeführt. Melden Sie sich neu an und versuchen Sie es noch einmal.",
    forbidden:
      "Sie dürfen auf diesem Gerät keine Befehle ausführen. Bitten Sie die Administration der Anwendung um eine Rolle, die es erlaubt.",
    notConnected:
      "Das Gerät ist nicht verbunden, also wurde nichts ausgeführt. Versuchen Sie es wieder, wenn es verbunden ist.",
    notFound: (message) => `Das Gerät oder den Befehl gibt es nicht: ${message}`,
    busy: "Die Anwendung ist ausgelastet, und nichts wurde ausgeführt. Versuchen Sie es gleich noch einmal.",
    timeout: "Das Gerät hat nicht rechtzeitig geantwortet. Ob es den Befehl ausgeführt hat, ist nicht bekannt.",
    network: "Keine Antwort: Netzwerk oder CORS. Ob das Gerät den Befehl ausgeführt hat, ist nicht bekannt.",
  },

  content: {
    open: (title) => `${title} öffnen`,
    openApplication: "In IoT Central öffnen ↗",
    savedQuery: "Eine gespeicherte Abfrage",
    notShown: "Diese Seite wird nicht gezeigt",
    otherSitesOnly: "Hier werden nur https-Seiten anderer Websites gezeigt.",
    noPicture: "Es ist kein Bild ausgewählt.",
    storedPicture: "Das Bild liegt in IoT Central, dessen API es nicht liefert.",
    brokenPicture: "Das Bild ist nicht lesbar.",
    tooDeep: "Das ist zu tief verschachtelt, um formatiert zu werden:",
    tooLong: "Von hier an ist dieser Text zu lang, um formatiert zu werden:",
  },

  editor: {
    bar: {
      label: "Das Dashboard bearbeiten",
      title: "Titel des Dashboards",
      add: "Kachel hinzufügen",
      undo: "Rückgängig",
      redo: "Wiederholen",
      save: "Speichern",
      saving: "Wird gespeichert…",
      cancel: "Abbrechen",
      close: "Schließen",
      discard: "Verwerfen",
      unchanged: "Keine Änderungen",
      changed: "Nicht gespeicherte Änderungen",
      mistakes: (count, written) => (count === 1 ? "1 Fehler" : `${written} Fehler`),
      warnings: (count, written) => (count === 1 ? "1 Warnung" : `${written} Warnungen`),
    },

    tile: {
      place: (title, type, column, row, width, height) =>
        `${title}, ${type}: Spalte ${column}, Zeile ${row}, ${width} breit, ${height} hoch`,
      keys: "Die Pfeiltasten verschieben diese Kachel; mit der Umschalttaste ändern sie ihre Größe. Die Eingabetaste öffnet ihre Einstellungen, Entf entfernt sie, Strg+D verdoppelt sie.",
      untitled: "Kachel ohne Titel",
      configure: "Einstellungen",
      duplicate: "Verdoppeln",
      remove: "Entfernen",
    },

    said: {
      begun: "Das Dashboard kann jetzt bearbeitet werden.",
      moved: (title, column, row) => `${title}: Spalte ${column}, Zeile ${row}.`,
      resized: (title, width, height) => `${title}: ${width} breit, ${height} hoch.`,
      edge: (title) => `${title} ist am Rand.`,
      others: (count, written) =>
        count === 1 ? "1 andere Kachel hat Platz gemacht." : `${written} andere Kacheln haben Platz gemacht.`,
      added: (title) => `${title} wurde hinzugefügt.`,
      removed: (title) => `${title} wurde entfernt.`,
      undone: "Rückgängig gemacht.",
      redone: "Wiederholt.",
    },

    discard: {
      title: "Alle Änderungen verwerfen?",
      text: "Was Sie seit dem Beginn der Bearbeitung geändert haben, geht verloren.",
      yes: "Verwerfen",
      no: "Weiter bearbeiten",
    },

    failed: {
      kept: "Nichts ist verloren: Ihre Änderungen sind noch hier.",
      canceled: "Das Speichern wurde abgebrochen",
      forbidden: {
        title: "Sie dürfen dieses Dashboard nicht ändern",
        advice:
          "Ihrer Rolle fehlt die Berechtigung, Dashboards zu schreiben. Bitten Sie die Administration der Anwendung um eine Rolle, die es erlaubt.",
      },
      gone: {
        title: "Dieses Dashboard wurde gelöscht",
        advice: "Es wurde gelöscht, während Sie es bearbeitet haben, und kann nicht mehr gespeichert werden.",
      },
      mistakes: {
        title: "Es gibt Fehler",
        advice: "Der Dienst würde sie ablehnen. Sie sind an ihren Kacheln markiert.",
      },
      unknown:
        "Ob der Dienst die Änderungen gespeichert hat, ist nicht bekannt. Sie können gefahrlos noch einmal speichern.",
    },

    conflict: {
      title: "Eine andere Person hat dasselbe geändert",
      text: "Ihre Änderungen widersprechen denen der anderen Person. Wählen Sie für jede Kachel eine Fassung; alle übrigen Änderungen beider Seiten bleiben erhalten.",
      mine: "Ihre",
      theirs: "Die andere",
      changed: "Geändert",
      removed: "Entfernt",
      yes: "So speichern",
      no: "Weiter bearbeiten",
    },

    add: {
      title: "Kachel hinzufügen",
      cancel: "Abbrechen",
    },

    form: {
      label: (title) => `Einstellungen von ${title}`,
      close: "Einstellungen schließen",
      title: "Titel",
      place: "Ort",
      x: "Spalte (ab 0)",
      y: "Zeile (ab 0)",
      width: "Breite",
      height: "Höhe",
      json: "Die Kachel als JSON",
      noJson: (reason) => `Das ist kein JSON: ${reason}`,
      noTile: "Eine Kachel ist ein Objekt mit einer configuration, und die ein Objekt mit einem type.",
      choose: "Auswählen…",
      none: "Keine",
      loading: "Wird geladen…",
      search: "Suchen",
      add: "Hinzufügen",
      remove: (name) => `${name} entfernen`,
      aggregateOf: (name) => `Aggregat von ${name}`,
      firstDevices: (count) => `Die ersten ${count} Geräte der Gruppe; andere lassen sich im JSON nennen.`,
      notLoaded: (reason) => `Die Liste konnte nicht geladen werden: ${reason}. IDs lassen sich im JSON angeben.`,
      slices: "Abschnitte",
      default: "Standard",
    },

    fields: {
      group: "Gerätegruppe",
      devices: "Geräte",
      device: "Gerät",
      capabilities: "Gezeigte Werte",
      command: "Befehl",
      queryRange: "Zeitraum",
      query: "ID der gespeicherten Abfrage",
      zoomLevel: "Maßstab, 0 (die Welt) bis 24",
      showTrend: "Änderung seit dem vorigen Wert zeigen",
      text: "Text",
      description: "Text, in Markdown",
      href: "Link",
      sourceUrl: "Adresse der Seite, https",
      image: "Bild: ID oder Daten",
      textSize: "Textgröße",
      textSizeUnit: "Einheit der Textgröße",
      wordWrap: "Langen Text umbrechen",
      "format.xAxisEnabled": "X-Achse",
      "format.yAxisEnabled": "Y-Achse",
      "format.legendEnabled": "Legende",
      "format.abbreviateValue": "Große Zahlen kürzen (1,7 Tsd.)",
      "format.decimalPlaces": "Nachkommastellen",
      "format.wordWrap": "Langen Text umbrechen",
      "format.textSize": "Textgröße",
      "format.unit": "Einheit der Textgröße",
      "format.textSizeUnit": "Einheit der Textgröße",
      "format.fitImage": "Bild auf die Kachel strecken",
      "format.showTitle": "Titel zeigen",
      "format.backgroundColor": "Farbe hinter dem Bild",
      "format.textColor": "Farbe des Titels",
    },
  },
};
