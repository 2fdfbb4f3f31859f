import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import mujocoWasm from 'virtual:mujoco-wasm';
import { nameWords } from '../words/names.ts';
import type { FromJudge } from '../verdicts/judge-protocol.ts';
import type { StartJudge } from '../verdicts/judge-link.ts';

/** Starts the process that judges results, a utility process of Electron. It is given no variable of this app's, which may be a key. */
export const startJudge: StartJudge = () => {
  const inApp = (path: string): string => join(app.getAppPath(), path);
  const child = utilityProcess.fork(inApp('out/main/judge-entry.cjs'), [inApp(mujocoWasm)], {
    stdio: 'ignore',
    serviceName: nameWords.judgeProcess,
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RIGYD_'))),
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromJudge)),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
    memory() {
      const metric = app.getAppMetrics().find(({ pid }) => pid === child.pid);
      return metric === undefined ? null : metric.memory.workingSetSize * 1024;
    },
  };
};
