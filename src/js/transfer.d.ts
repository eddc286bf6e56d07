/**
 * Dashboards on their way to another application, with the names of what they refer to. Plain JSON that may be saved as
 * a file; it holds no token and no address of the application.
 */
export interface DashboardDocument {
  format: string;
  /** The dashboards, without their etags. */
  dashboards: Dashboard[];
  /** The device groups that they name. */
  deviceGroups: DashboardReference[];
  /** The devices that they name. */
  devices: DashboardReference[];
  /** The organizations that they belong to. */
  organizations: DashboardReference[];
}

/** Something of an application that dashboards name by its id. */
export interface DashboardReference {
  /** Its id in the application that the dashboards come from; a capability's path. */
  id: string;
  /** Its name there, where that could be read. */
  displayName?: string;
  /** The template of a device, or of the devices that have a capability. */
  template?: string;
}

/** A reference in the plan of an import. */
export interface PlannedReference extends DashboardReference {
  /** Its id in the application that imports. Absent: it is unknown there. */
  to?: string;
  /**
   * What may take its place there: what has its name, or else devices of its template, at most 100; for a capability
   * those of the template there.
   */
  candidates?: { id: string; displayName: string }[];
}

/** What an import does, or has done. */
export interface DashboardImportPlan {
  /** The dashboards, in the order of the document. */
  dashboards: PlannedDashboard[];
  /** Device groups. While one is unknown, nothing can be imported; `map` names what takes its place. */
  deviceGroups: PlannedReference[];
  /** Devices. While one is unknown, nothing can be imported. */
  devices: PlannedReference[];
  /** Organizations. While one is unknown, nothing can be imported. */
  organizations: PlannedReference[];
  /** Capabilities of devices whose template is known. One that is unknown stops no import: its tile shows no data. */
  capabilities: PlannedReference[];
}

/** What becomes of a dashboard. */
export interface PlannedDashboard {
  /** Its id in the application that imports; that of a copy is new. */
  id: string;
  displayName: string;
  /**
   * `create`: no dashboard has its id. `replace`: it takes the place of the one that has its id, or of an older copy.
   * `copy`: it is created beside that one. `skip`: that one stays. `equal`: it is there already.
   */
  action: "create" | "replace" | "copy" | "skip" | "equal";
}

/** Ids of the document, and what takes their place in the application that imports. */
export interface DashboardReferenceMap {
  deviceGroups?: Record<string, string>;
  devices?: Record<string, string>;
  organizations?: Record<string, string>;
  /** Capabilities by their paths, such as `thermostat.temperature`. */
  capabilities?: Record<string, string>;
}
