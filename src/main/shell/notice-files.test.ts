import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noticeFiles } from './notice-files.ts';

it('licences lie where packages have them', () => {
  const app = join('/opt', 'Desk');
  const places = { resourcesPath: join(app, 'resources'), execPath: join(app, 'desk') };
  expect(noticeFiles({ ...places, platform: 'linux' })).toEqual({
    app: join(app, 'resources', 'THIRD-PARTY-NOTICES.txt'),
    chromium: join(app, 'LICENSES.chromium.html'),
  });
  expect(noticeFiles({ ...places, platform: 'darwin' }).chromium).toBe(
    join(app, 'resources', 'LICENSES.chromium.html'),
  );
});
