/** Which processes are running: unfinished files of one that is gone may be taken over. */
export interface Processes {
  /** The ID of this process. */
  own: number;
  isAlive(pid: number): boolean;
}

export const systemProcesses: Processes = {
  own: process.pid,
  isAlive: (pid) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // A process of somebody else may not be signalled, but it is there.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
};
