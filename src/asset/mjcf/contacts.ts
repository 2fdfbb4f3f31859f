import type { MainModule, MjData, MjModel } from '@mujoco/mujoco';
import { numbersOf } from './views.ts';

/** Where two geoms touch. */
export interface Contact {
  /** In the world. */
  at: [number, number, number];
  /** Newtons in the world: what the second geom feels. */
  force: [number, number, number];
  /** Metres that they are apart; below zero where they are inside of one another. */
  distance: number;
  /** Indices of geoms of the file; null for the floor. */
  geoms: [number | null, number | null];
}

/** No more are of use to anybody who looks at them. */
const maxContacts = 500;

/** @param geoms how many of the model's geoms are the file's: the first ones */
export function readContacts(mujoco: MainModule, model: MjModel, data: MjData, geoms: number): Contact[] {
  const inFile = (geom: number): number | null => (geom < geoms ? geom : null);
  const all = data.contact;
  const force = new mujoco.DoubleBuffer(6);
  try {
    const contacts: Contact[] = [];
    for (let index = 0; index < Math.min(all.size(), maxContacts); index++) {
      const contact = all.get(index);
      if (contact === undefined) continue;
      mujoco.mj_contactForce(model, data, index, force);
      const [normal = 0, first = 0, second = 0] = Array.from(numbersOf(force.GetView()));
      const frame = numbersOf(contact.frame);
      // The rows of the frame are the normal and two directions across it.
      const along = (axis: number): number =>
        (frame[axis] ?? 0) * normal + (frame[3 + axis] ?? 0) * first + (frame[6 + axis] ?? 0) * second;
      const position = numbersOf(contact.pos);
      contacts.push({
        at: [position[0] ?? 0, position[1] ?? 0, position[2] ?? 0],
        force: [along(0), along(1), along(2)],
        distance: contact.dist,
        geoms: [inFile(contact.geom1), inFile(contact.geom2)],
      });
      contact.delete();
    }
    return contacts;
  } finally {
    force.delete();
    all.delete();
  }
}
