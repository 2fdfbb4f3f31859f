import { MujocoLink } from '../../../asset/mjcf/link.ts';

/** What a worker that reads assets asks of the page: a worker that runs MuJoCo. */
export interface MujocoAsked {
  kind: 'start-mujoco';
  /** For that worker. */
  talk: MessagePort;
  /** For the page, which says there why that worker ended, and ends it at the first message. */
  life: MessagePort;
}

/** Has the page start a worker that runs MuJoCo, and end it where it does not answer. */
export function startMujoco(): MujocoLink {
  const [talk, life] = [new MessageChannel(), new MessageChannel()];
  const asked: MujocoAsked = { kind: 'start-mujoco', talk: talk.port2, life: life.port2 };
  self.postMessage(asked, { transfer: [asked.talk, asked.life] });
  return new MujocoLink(
    {
      post: (message) => talk.port1.postMessage(message),
      onMessage: (listener) => {
        talk.port1.onmessage = ({ data }) => listener(data);
      },
      onEnd: (listener) => {
        life.port1.onmessage = ({ data }) => listener(String(data));
      },
      end: () => {
        life.port1.postMessage('end');
        for (const { port1 } of [talk, life]) port1.close();
      },
    },
    (milliseconds, call) => {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  );
}
