import type { IotCentralClient, TemplateCapability } from "iotcentral-web";

/** An entry of a list of choices. */
export interface Choice {
  value: string;
  name: string;
}

/** A device in a list of choices, with its template. */
export interface DeviceChoice extends Choice {
  template: string | undefined;
}

/** A capability in a list of choices. The name of its component precedes its own. */
export type CapabilityDescription = Pick<TemplateCapability, "path" | "kind" | "schema"> & { name: string };

/** The most devices of a group in a list. A longer list would not be usable. */
export const MAX_DEVICES = 500;

/** The application's groups, devices and capabilities. Each list is read when it is first used, and cached. */
export class Sources {
  readonly #client: IotCentralClient;
  readonly #locale: string;
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(client: IotCentralClient, locale: string) {
    this.#client = client;
    this.#locale = locale;
  }

  groups(): Promise<Choice[]> {
    return this.#once("groups", async () => {
      const groups: Choice[] = [];
      for await (const { id, displayName } of this.#client.deviceGroups.list({ maxPageSize: 100 }))
        if (id !== undefined) groups.push({ value: id, name: displayName });
      return sorted(groups);
    });
  }

  devices(group: string): Promise<DeviceChoice[]> {
    return this.#once(`devices ${group}`, async () => {
      const devices: DeviceChoice[] = [];
      for await (const { id, displayName, template } of this.#client.deviceGroups.listDevices(group, {
        maxPageSize: 100,
      })) {
        if (id !== undefined) devices.push({ value: id, name: displayName || id, template });
        if (devices.length >= MAX_DEVICES) break;
      }
      return sorted(devices);
    });
  }

  /** Returns the capabilities of the chosen devices, or of the whole group if none is chosen. */
  async capabilities(group: string, chosen: readonly string[]): Promise<CapabilityDescription[]> {
    const devices = await this.devices(group);
    const some = devices.filter(({ value }) => chosen.includes(value));
    const templates = new Set((some.length > 0 ? some : devices).flatMap(({ template }) => template ?? []));
    const lists = await Promise.all([...templates].map((id) => this.#template(id)));
    return [...new Map(lists.flat().map((each) => [each.path, each])).values()].sort((one, other) =>
      one.name.localeCompare(other.name),
    );
  }

  #template(id: string): Promise<CapabilityDescription[]> {
    return this.#once(`template ${id}`, async () => {
      const capabilities = await this.#client.deviceTemplates.getCapabilities(id, { locale: this.#locale });
      return capabilities.map(({ displayName, ...rest }) => ({
        ...rest,
        name: [...rest.path.split(".").slice(0, -1), displayName].join(" / "),
      }));
    });
  }

  #once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key) ?? read();
    this.#known.set(key, known);
    // A failure is not cached, since the next attempt may succeed.
    known.catch(() => this.#known.delete(key));
    return known as Promise<T>;
  }
}

function sorted<T extends Choice>(choices: T[]): T[] {
  return choices.sort((one, other) => one.name.localeCompare(other.name));
}
