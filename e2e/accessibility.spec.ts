import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { expect, test } from './support/test.ts';

async function choose(desk: Desk, appearance: 'Light' | 'Dark'): Promise<void> {
  await desk.button('Settings').click();
  await desk.page.getByRole('combobox', { name: 'Appearance' }).selectOption({ label: appearance });
}

for (const appearance of ['Light', 'Dark'] as const)
  test(`axe finds nothing in any view, ${appearance.toLowerCase()}`, async ({ newDesk: desk, simulator }) => {
    await desk.start();
    await choose(desk, appearance);
    expect(await findings(desk), 'settings').toEqual([]);
    await desk.page.keyboard.press('Escape');
    expect(await findings(desk), 'welcome').toEqual([]);
    await desk.enterKey(`rgyd_test_${'x'.repeat(43)}`);
    await expect(desk.page.getByRole('alert')).toBeVisible();
    expect(await findings(desk), 'a refused key').toEqual([]);
    await desk.enterKey(simulator.key);

    await desk.button('Add job IDs').first().click();
    expect(await findings(desk), 'add job IDs').toEqual([]);
    await desk.page.keyboard.press('Escape');
    const ids = simulator.addJobs(12);
    const failed = simulator.addJob({ filename: 'lamp.glb', fails: 'Mesh is not watertight.' });
    const done = simulator.addJob({ filename: 'toolbox.glb' });
    const running = simulator.addJob({ filename: 'gear.fbx' });
    simulator.setPhase(failed, 'failed');
    simulator.setPhase(done, 'completed');
    simulator.setPhase(running, 'running', 40);
    await desk.drop({
      text: [...ids, failed, done, running, 'nosuchjob000000000000001', 'hello there'].join('\n'),
    });
    await expect(desk.row(running)).toContainText('40 %');
    await expect(desk.row('nosuchjob000000000000001')).toContainText('Unknown ID');
    expect(await findings(desk), 'list').toEqual([]);
    await desk.button('Show lines').click();
    expect(await findings(desk), 'lines').toEqual([]);
    await desk.page.keyboard.press('Escape');
    for (const [name, id] of Object.entries({ failed, done, running })) {
      await desk.open(id);
      await expect(desk.section('Preprocess')).toBeVisible();
      expect(await findings(desk), `details of a ${name} job`).toEqual([]);
    }
    simulator.faults.set({ fault: { kind: 'reset' } });
    await expect(desk.page.getByText('No answer from 127.0.0.1')).toBeVisible();
    expect(await findings(desk), 'offline').toEqual([]);
  });

test('without a mouse: a job is added, found, looked into and downloaded', async ({ desk, simulator }) => {
  const [first = '', second = ''] = [
    simulator.addJob({ filename: 'mug.glb' }),
    simulator.addJob({ filename: 'chair.glb' }),
  ];
  simulator.setPhase(first, 'completed');
  simulator.setPhase(second, 'completed');
  const { keyboard } = desk.page;
  await expect(desk.button('Add job IDs').first()).toBeVisible();
  await desk.button('Add job IDs').first().focus();
  await keyboard.press('Enter');
  await keyboard.insertText(`${first}\n${second}`);
  await keyboard.press('ControlOrMeta+Enter');
  await expect(desk.row('chair.glb')).toContainText('Completed');

  await desk.grid.focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await expect(desk.button('Download: chair.glb')).toBeFocused();
  await keyboard.press('Enter');
  await expect(desk.button('Show in folder: chair.glb')).toBeVisible();
  await desk.grid.focus();
  await keyboard.press('Enter');
  await expect(desk.details.getByRole('heading', { name: 'chair.glb' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(desk.details).toBeHidden();
  await keyboard.press('Delete');
  await expect(desk.row('chair.glb')).toBeHidden();
  await expect(desk.row('mug.glb')).toBeVisible();
});
