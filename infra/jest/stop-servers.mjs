export default async () => {
  await globalThis.ftgoTestServers?.stop();
};
