import { describe, expect, it } from 'vitest';
import { lookForMembers } from './look-for-members.ts';

class Tray {
  static isShown = true;
  setTitle(): void {}
}
const owners: Record<string, unknown[]> = {
  app: [{ quit: () => {} }],
  Tray: [Tray, Tray.prototype],
  WebContents: [undefined],
};
const look = (members: Record<string, string[]>) => lookForMembers(members, (name) => owners[name] ?? []);

describe('looking for what the app uses', () => {
  it('finds members of modules, of classes and of what is made of them', () => {
    expect(look({ app: ['quit'], Tray: ['isShown', 'setTitle'] })).toEqual({
      state: 'there',
      seen: '3 found',
    });
  });

  it('names what is not there', () => {
    expect(look({ app: ['quit', 'relaunch'], Tray: ['setImage'] })).toEqual({
      state: 'missing',
      seen: 'app.relaunch, Tray.setImage; 1 found',
    });
  });

  it('says where there was nothing to look at', () => {
    expect(look({ WebContents: ['send'], ClientRequest: ['end'], app: ['quit'] })).toEqual({
      state: 'there',
      seen: '1 found; not looked at: WebContents, ClientRequest',
    });
  });
});
