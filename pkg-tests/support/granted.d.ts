// Names that the documentation's examples use without declaring them.
import type { Dashboard, IotCentralClient, IotCentralError, Tile, TokenCredential } from "iotcentral-web";
import type { IotCentralDashboardElement } from "iotcentral-web/element";

declare global {
  const credential: TokenCredential;
  const subscriptionId: string;
  const central: IotCentralClient;
  const dashboards: IotCentralClient["dashboards"];
  const board: Dashboard;
  const tile: Tile;
  const tilesInView: readonly Tile[];
  const groupId: string;
  const connectionString: string;
  const container: string;
  const abortSignal: AbortSignal;
  const element: IotCentralDashboardElement;
  const extension: string;
  const portal: string;
  const endpoint: string;
  const dashboardId: string;

  function show(...what: unknown[]): void;
  function draw(tile: Tile, data: unknown): void;
  function chart(tile: Tile, data: unknown): void;
  function explain(error: IotCentralError, tile?: Tile): void;
  function mark(pointer: string, severity: string, message: string): void;
}
