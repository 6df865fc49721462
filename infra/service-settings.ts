/** What the shell told one service alone: `ORDER_FTGO_MESSAGE_FORMAT` is the order service's `FTGO_MESSAGE_FORMAT`. */
export const settingsOf = (service: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => {
  const prefix = `${service.toUpperCase().replaceAll('-', '_')}_`;
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (name.startsWith(`${prefix}FTGO_`) ? [[name.slice(prefix.length), value]] : [])),
  );
};
