import type { IotCentralClient, TemplateCapability } from "iotcentral-web";

/** Something to choose. */
export interface Choice {
  value: string;
  name: string;
}

/** A device to choose, with its template. */
export interface DeviceChoice extends Choice {
  template: string | undefined;
}

/**
 * Something that devices of a template have: its path, its name with the component's in front, its kind, and the type
 * of its values.
 */
export type CapabilityDescription = Pick<TemplateCapability, "path" | "kind" | "schema"> & { name: string };

/** How many devices of a group are offered: more would be no list to look through. */
export const MOST_DEVICES = 500;

/** What an application has for a tile to show. Each list is read once, when it is asked for. */
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
        if (devices.length >= MOST_DEVICES) break;
      }
      return sorted(devices);
    });
  }

  /** What the chosen devices have; what any of the group has, where none is chosen. */
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
    // What failed may succeed the next time.
    known.catch(() => this.#known.delete(key));
    return known as Promise<T>;
  }
}

function sorted<T extends Choice>(choices: T[]): T[] {
  return choices.sort((one, other) => one.name.localeCompare(other.name));
}
