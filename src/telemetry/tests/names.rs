//! Display names of devices and capabilities.

use serde_json::{Value, json};

use super::super::names::{Field, Names, Source};
use super::{lkv, plan};
use crate::model::View;

/// Returns the sources of capabilities of a device with this model, for a reader of `locale`.
fn sources(model: &Value, capabilities: &[&str], locale: &str) -> Vec<Source> {
    let mut names = Names::default();
    names.add_device("a", View::parse(br#"{"displayName":"Hall","template":"T"}"#).unwrap());
    names.add_template("T", Some(View::parse(json!({"capabilityModel": model}).to_string().as_bytes()).unwrap()));
    let plan = plan(&[lkv(&["a"], capabilities)]);
    let reading = &plan.readings[0];
    reading.columns.iter().map(|column| names.source(reading, column, locale)).collect()
}

/// Returns the display names of capabilities; empty for one without a name.
fn called(model: &Value, capabilities: &[&str], locale: &str) -> Vec<String> {
    sources(model, capabilities, locale).into_iter().map(|source| source.capability_name.unwrap_or_default()).collect()
}

fn labels(source: &Source) -> String {
    source.labels.iter().map(|(value, label)| [value, "=", label].concat()).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_enumeration_may_stand_in_the_schemas_of_an_interface() {
    let position = json!({"@id": "dtmi:x:position;1", "@type": "Enum", "enumValues": [
        {"name": "Inactive", "displayName": "Closed", "enumValue": 0}, {"name": "Active", "enumValue": 1}]});
    let valve = json!({"@type": "Telemetry", "name": "valve", "schema": "dtmi:x:position;1"});
    let interface = json!({"@id": "dtmi:x:valve;1", "contents": [valve], "schemas": position});
    let model = json!({
        "schemas": [{"@id": "dtmi:x:other;1", "enumValues": []}, position],
        "contents": [
            valve, {"@type": ["Telemetry", "State"], "name": "unknown", "schema": "dtmi:x:nothing;1"},
            {"@type": "Component", "name": "inner", "schema": interface},
        ],
        "extends": [{"contents": [{"@type": "Telemetry", "name": "inherited", "schema": "dtmi:x:position;1"}]}],
    });
    let found = sources(&model, &["valve", "unknown", "inner.valve", "inherited"], "en");
    let found: Vec<_> = found.iter().map(labels).collect();
    assert_eq!(found, ["0=Closed 1=Active", "", "0=Closed 1=Active", "0=Closed 1=Active"]);
}

#[test]
fn an_object_brings_what_its_fields_are_called_in_the_order_of_the_template() {
    let model = json!({"contents": [
        {"@type": "Telemetry", "name": "motion", "schema": {"@type": "Object", "fields": [
            {"name": "speed", "displayName": {"en": "Speed", "de": "Tempo"}, "schema": "double", "unit": "metrePerSecond"},
            {"name": "engine", "displayName": "Engine", "schema": {"@type": "Object", "fields": [
                {"name": "gear", "schema": {"@type": "Enum", "enumValues": [{"name": "first", "displayName": "Low", "enumValue": 1}]}},
                {"name": "oil", "displayName": "Oil", "schema": "double"}]}},
            {"name": "plain", "schema": "string"}]}},
        {"@type": "Telemetry", "name": "motionless", "schema": "double"},
    ]});
    let found = sources(&model, &["motion", "motion.engine", "motionless"], "de");
    let field = |key: &str, name: Option<&str>| Field {
        key: key.to_owned(),
        name: name.map(str::to_owned),
        ..Field::default()
    };
    let gear = Field { labels: vec![("1".to_owned(), "Low".to_owned())], ..field("gear", None) };
    let engine = vec![gear, field("oil", Some("Oil"))];
    let motion = [
        Field { unit: Some("m/s".to_owned()), ..field("speed", Some("Tempo")) },
        Field { fields: engine.clone(), ..field("engine", Some("Engine")) },
        field("plain", None),
    ];
    assert_eq!(found[0].fields, motion);
    assert_eq!((found[1].capability_name.as_deref(), &found[1].fields), (Some("Engine"), &engine));
    assert_eq!(found[2].fields, []);
}

#[test]
fn fields_modules_and_components_in_components_have_names() {
    let sensor = json!({"@id": "dtmi:x:sensor;1", "contents": [
        {"@type": "Telemetry", "name": "t", "displayName": "Air", "unit": "degreeCelsius", "schema": "double"}]});
    let climate = json!({"@id": "dtmi:x:climate;1", "contents": [{"@type": ["Component"], "name": "roof", "schema": "dtmi:x:sensor;1"}]});
    let model = json!({"contents": [
        {"@type": "Component", "name": "cellar", "schema": [sensor]},
        {"@type": "Component", "name": "house", "schema": climate},
        {"@type": ["Relationship", "EdgeModule"], "name": "edge", "displayName": "Module", "target": [
            {"contents": [{"@type": "Telemetry", "name": "load", "displayName": "Load"},
                {"@type": "Component", "name": "climate", "schema": "dtmi:x:climate;1"}]}]},
        {"@type": "Telemetry", "name": "motion", "displayName": "Motion", "schema": {"@type": "Object", "fields": [
            {"name": "speed", "displayName": {"en": "Speed", "de": "Tempo"}, "schema": "double", "unit": "metrePerSecond"},
            {"name": "gear", "schema": {"@type": "Enum", "enumValues": [{"name": "first", "displayName": "Low", "enumValue": 1}]}},
            {"name": "place", "schema": {"@type": "Object", "fields": [{"name": "x", "displayName": "East"}]}}]}},
    ]});
    let paths = [
        "cellar.t",
        "house.roof.t",
        "edge.load",
        "edge.climate.roof.t",
        "motion",
        "motion.speed",
        "motion.gear",
        "motion.place.x",
    ];
    assert_eq!(called(&model, &paths, "de-AT"), ["Air", "Air", "Load", "Air", "Motion", "Tempo", "", "East"]);
    let found = sources(&model, &paths, "en");
    let units: Vec<_> = found.iter().map(|source| source.unit.as_deref().unwrap_or_default()).collect();
    assert_eq!(units, ["°C", "°C", "", "°C", "", "m/s", "", ""]);
    assert_eq!(labels(&found[6]), "1=Low");
}

#[test]
fn a_name_is_in_the_readers_language_where_the_template_has_it() {
    let name = |text: Value| json!({"contents": [{"@type": "Telemetry", "name": "t", "displayName": text}]});
    let all = name(json!({"fr": "eau", "en": "water", "de-CH": "Wässer", "de": "Wasser", "zh-Hant": "水"}));
    for (locale, expected) in [
        ("de", "Wasser"),
        ("de-CH", "Wässer"),
        ("DE-ch", "Wässer"),
        ("de-AT", "Wasser"),
        ("fr-CA", "eau"),
        ("en-GB", "water"),
        ("zh-Hant-TW", "水"),
        ("es", "water"),
        ("C", "water"),
        ("", "water"),
    ] {
        assert_eq!(called(&all, &["t"], locale), [expected], "{locale}");
    }
    for (text, locale, expected) in [
        (json!({"de-AT": "Wasser", "fr": "eau"}), "de", "Wasser"),
        (json!({"fr": "eau", "en-US": "water"}), "de", "water"),
        (json!({"fr": "eau", "it": "acqua"}), "de", "eau"),
        (json!({"de": "", "fr": 5, "it": "acqua"}), "de", "acqua"),
        (json!("water"), "de", "water"),
        (json!({}), "de", ""),
        (json!(""), "de", ""),
    ] {
        assert_eq!(called(&name(text.clone()), &["t"], locale), [expected], "{text}");
    }
    let state = json!({"contents": [{"@type": "Telemetry", "name": "t", "displayUnit": {"en": "pieces", "de": "Stück"}, "schema": {"enumValues": [
        {"name": "on", "enumValue": 1, "displayName": {"en": "On", "de": "Ein"}}]}}]});
    let source = &sources(&state, &["t"], "de")[0];
    assert_eq!((labels(source).as_str(), source.unit.as_deref()), ("1=Ein", Some("Stück")));
}

#[test]
fn an_interface_that_names_itself_ends() {
    let component = |name: &str| json!({"@type": "Component", "name": name, "schema": "dtmi:x:loop;1"});
    let many: Vec<Value> = (0..20).map(|number| component(&format!("c{number}"))).collect();
    let mut contents = vec![json!({"@type": "Telemetry", "name": "t", "displayName": "Air"})];
    contents.extend(many);
    let model = json!({"@id": "dtmi:x:loop;1", "contents": contents, "extends": ["dtmi:x:loop;1"]});
    assert_eq!(called(&model, &["t", "c0.t"], "en"), ["Air", "Air"]);
}

/// The units of DTDL v2 by unit type, and the symbols that are shown beside numbers.
const UNITS: &[(&str, &str)] = &[
    ("metrePerSecondSquared centimetrePerSecondSquared gForce", "m/s² cm/s² g"),
    ("radian degreeOfArc minuteOfArc secondOfArc turn", "rad ° ′ ″ turn"),
    ("radianPerSecondSquared", "rad/s²"),
    ("radianPerSecond degreePerSecond revolutionPerSecond revolutionPerMinute", "rad/s °/s rps rpm"),
    ("squareMetre squareCentimetre squareMillimetre squareKilometre hectare", "m² cm² mm² km² ha"),
    ("squareFoot squareInch acre", "ft² in² ac"),
    ("farad millifarad microfarad nanofarad picofarad", "F mF µF nF pF"),
    ("ampere microampere milliampere", "A µA mA"),
    (
        "bitPerSecond kibibitPerSecond mebibitPerSecond gibibitPerSecond tebibitPerSecond",
        "bit/s Kibit/s Mibit/s Gibit/s Tibit/s",
    ),
    (
        "exbibitPerSecond zebibitPerSecond yobibitPerSecond bytePerSecond kibibytePerSecond",
        "Eibit/s Zibit/s Yibit/s B/s KiB/s",
    ),
    (
        "mebibytePerSecond gibibytePerSecond tebibytePerSecond exbibytePerSecond zebibytePerSecond",
        "MiB/s GiB/s TiB/s EiB/s ZiB/s",
    ),
    ("yobibytePerSecond", "YiB/s"),
    ("bit kibibit mebibit gibibit tebibit", "bit Kibit Mibit Gibit Tibit"),
    ("exbibit zebibit yobibit byte kibibyte", "Eibit Zibit Yibit B KiB"),
    ("mebibyte gibibyte tebibyte exbibyte zebibyte", "MiB GiB TiB EiB ZiB"),
    ("yobibyte", "YiB"),
    ("kilogramPerCubicMetre gramPerCubicMetre", "kg/m³ g/m³"),
    ("metre centimetre millimetre micrometre nanometre", "m cm mm µm nm"),
    ("kilometre foot inch mile nauticalMile", "km ft in mi nmi"),
    ("astronomicalUnit", "au"),
    ("coulomb", "C"),
    ("joule kilojoule megajoule gigajoule electronvolt", "J kJ MJ GJ eV"),
    ("megaelectronvolt kilowattHour", "MeV kWh"),
    ("newton pound ounce ton", "N lbf ozf tonf"),
    ("hertz kilohertz megahertz gigahertz", "Hz kHz MHz GHz"),
    ("lux footcandle", "lx fc"),
    ("henry millihenry microhenry", "H mH µH"),
    ("candelaPerSquareMetre", "cd/m²"),
    ("watt microwatt milliwatt kilowatt megawatt", "W µW mW kW MW"),
    ("gigawatt horsepower kilowattHourPerYear", "GW hp kWh/yr"),
    ("lumen candela weber maxwell tesla", "lm cd Wb Mx T"),
    ("kilogram gram milligram microgram tonne", "kg g mg µg t"),
    ("slug", "slug"),
    ("gramPerSecond kilogramPerSecond gramPerHour kilogramPerHour", "g/s kg/s g/h kg/h"),
    ("pascal kilopascal bar millibar millimetresOfMercury", "Pa kPa bar mbar mmHg"),
    ("poundPerSquareInch inchesOfMercury inchesOfWater", "psi inHg inH₂O"),
    ("unity percent", "- %"),
    ("ohm milliohm kiloohm megaohm", "Ω mΩ kΩ MΩ"),
    ("decibel bel", "dB B"),
    ("kelvin degreeCelsius degreeFahrenheit", "K °C °F"),
    ("second millisecond microsecond nanosecond minute", "s ms µs ns min"),
    ("hour day year", "h d yr"),
    ("newtonMetre", "N⋅m"),
    ("metrePerSecond centimetrePerSecond kilometrePerSecond metrePerHour kilometrePerHour", "m/s cm/s km/s m/h km/h"),
    ("milePerHour milePerSecond knot", "mph mi/s kn"),
    ("volt millivolt microvolt kilovolt megavolt", "V mV µV kV MV"),
    ("cubicMetre cubicCentimetre litre millilitre cubicFoot", "m³ cm³ L mL ft³"),
    ("cubicInch fluidOunce gallon", "in³ fl~oz gal"),
    ("litrePerSecond millilitrePerSecond litrePerHour millilitrePerHour", "L/s mL/s L/h mL/h"),
];

/// The units that the QuantitativeTypes extension of DTDL v3 added.
const ADDED: &str = "gigavoltAmpereHour=GVAh kilovoltAmpereHour=kVAh megavoltAmpereHour=MVAh voltAmpereHour=VAh gigavoltAmpere=GVA \
    kilovoltAmpere=kVA megavoltAmpere=MVA millivoltAmpere=mVA voltAmpere=VA partsPerBillion=ppb partsPerMillion=ppm \
    partsPerQuadrillion=ppq partsPerTrillion=ppt kiloampere=kA microgramPerCubicMetre=µg/m³ milligramPerCubicMetre=mg/m³ ampereHour=Ah \
    milliampereHour=mAh britishThermalUnit=BTU gigawattHour=GWh kiloBritishThermalUnit=kBTU megawattHour=MWh milliwattHour=mWh \
    terawattHour=TWh wattHour=Wh britishThermalUnitPerHour=BTU/h gigajoulePerHour=GJ/h joulePerHour=J/h joulePerSecond=J/s \
    kiloBritishThermalUnitPerHour=kBTU/h kilojoulePerHour=kJ/h kilojoulePerSecond=kJ/s megajoulePerHour=MJ/h tonOfRefrigeration=TR \
    millihertz=mHz gray=Gy microgray=µGy microsievert=µSv milligray=mGy millisievert=mSv sievert=Sv wattPerSquareMetre=W/m² gauss=G \
    massPound=lb massPoundPerHour=lb/h decapascal=daPa hectopascal=hPa becquerel=Bq gigabecquerel=GBq kilobecquerel=kBq \
    megabecquerel=MBq gigavoltAmpereReactiveHour=Gvarh kilovoltAmpereReactiveHour=kvarh megavoltAmpereReactiveHour=Mvarh \
    voltAmpereReactiveHour=varh gigavoltAmpereReactive=Gvar kilovoltAmpereReactive=kvar megavoltAmpereReactive=Mvar \
    millivoltAmpereReactive=mvar voltAmpereReactive=var cubicFootPerMinute=ft³/min cubicMetrePerHour=m³/h cubicMetrePerMinute=m³/min \
    cubicMetrePerSecond=m³/s gallonPerHour=gal/h gallonPerMinute=gal/min litrePerMinute=L/min millilitrePerMinute=mL/min";

#[test]
fn each_unit_of_dtdl_has_its_sign() {
    let all: Vec<(&str, &str)> =
        UNITS.iter().flat_map(|(names, signs)| names.split(' ').zip(signs.split(' '))).collect();
    assert!(UNITS.iter().all(|(names, signs)| names.split(' ').count() == signs.split(' ').count()));
    let added: Vec<(&str, &str)> = ADDED.split_whitespace().map(|pair| pair.split_once('=').unwrap()).collect();
    let names: std::collections::BTreeSet<&str> = all.iter().chain(&added).map(|(name, _)| *name).collect();
    assert_eq!((all.len(), added.len(), names.len()), (172, 68, 240), "each name once");
    for (name, sign) in all.into_iter().chain(added) {
        let model = json!({"contents": [{"@type": "Telemetry", "name": "t", "unit": name}]});
        let sign = Some(sign.replace('~', " ")).filter(|_| name != "unity");
        assert_eq!(sources(&model, &["t"], "en")[0].unit, sign, "{name}");
    }
    for unknown in ["furlong", "metrePerFortnight", "kilo", "°C", "kWh", "MetrePerSecondx", "é"] {
        let model = json!({"contents": [{"@type": "Telemetry", "name": "t", "unit": unknown}]});
        assert_eq!(sources(&model, &["t"], "en")[0].unit.as_deref(), Some(unknown));
    }
}
