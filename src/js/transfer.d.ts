/**
 * An export of dashboards, for an import into another application, with the names of the objects that they reference.
 * It is plain JSON that may be saved as a file, and contains neither a token nor the application's address.
 */
export interface DashboardDocument {
  /** The format of the document. An import rejects any other format than that of its version. */
  format: string;
  /** The dashboards, without their etags. */
  dashboards: Dashboard[];
  /** The device groups that the dashboards reference. */
  deviceGroups: DashboardReference[];
  /** The devices that the dashboards reference. */
  devices: DashboardReference[];
  /** The organizations that the dashboards belong to. */
  organizations: DashboardReference[];
}

/** An object of an application that dashboards reference by its id. */
export interface DashboardReference {
  /** The id in the source application; for a capability, its path. */
  id: string;
  /** The name in the source application; absent if it could not be read. */
  displayName?: string;
  /** The template of a device, or of the devices that have a capability. */
  template?: string;
  /** The name of a device's template. */
  templateName?: string;
}

/** A reference in the plan of an import. */
export interface PlannedReference extends DashboardReference {
  /** The id in the target application; absent if the object is unknown there. */
  to?: string;
  /**
   * Objects of the target application that may replace the reference: those with the same name, or else the devices of
   * the same template, or else of templates with the same name, at most 100. For a capability, the capabilities of the
   * target device's template.
   */
  candidates?: { id: string; displayName: string }[];
}

/** The plan of an import, or its result. */
export interface DashboardImportPlan {
  /** The dashboards, in the order of the document. */
  dashboards: PlannedDashboard[];
  /** Device groups. If one is unknown, nothing can be imported until `map` has a replacement. */
  deviceGroups: PlannedReference[];
  /** Devices. If one is unknown, nothing can be imported until `map` has a replacement. */
  devices: PlannedReference[];
  /** Organizations. If one is unknown, nothing can be imported until `map` has a replacement. */
  organizations: PlannedReference[];
  /**
   * Capabilities of devices whose template is known. An unknown one does not prevent the import; its tile shows no
   * data.
   */
  capabilities: PlannedReference[];
}

/** The action for a dashboard in an import. */
export interface PlannedDashboard {
  /** The id in the target application. A copy gets a new id. */
  id: string;
  /** The title. */
  displayName: string;
  /**
   * `create`: no dashboard has the id. `replace`: replaces the dashboard that has the id, or an older copy. `copy`:
   * creates a copy beside the existing dashboard. `skip`: keeps the existing dashboard. `equal`: the existing dashboard
   * is equal.
   */
  action: "create" | "replace" | "copy" | "skip" | "equal";
}

/** Ids in the document, and their replacements in the target application. */
export interface DashboardReferenceMap {
  deviceGroups?: Record<string, string>;
  devices?: Record<string, string>;
  organizations?: Record<string, string>;
  /** Capabilities by path, such as `thermostat.temperature`. */
  capabilities?: Record<string, string>;
}
