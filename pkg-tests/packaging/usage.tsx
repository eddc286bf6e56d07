// The element in JSX of React 19, for the compiler only.

import type { IotCentralDashboardProps } from "iotcentral-web/react";
import type { ReactElement } from "react";

export const Hall = ({ client }: Pick<IotCentralDashboardProps, "client">): ReactElement => (
  <iot-central-dashboard
    className="hall"
    dashboardId="dtmi:contoso:hall1"
    client={client}
    theme="dark"
    paused={false}
    ref={(element) => element?.refresh()}
    ontile-error={({ detail }) => console.warn(detail.tile.displayName, detail.error.code)}
    onload={({ detail: { dashboard } }) => console.log(dashboard.displayName)}
  />
);

// @ts-expect-error: no such theme
export const misspelt: ReactElement = <iot-central-dashboard theme="drak" />;
// @ts-expect-error: the value must be a number
export const slow: ReactElement = <iot-central-dashboard refreshInSeconds="10" />;
