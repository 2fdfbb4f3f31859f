import { expect, it, vi } from 'vitest';
import { hardwareIdIn, hostId, isProcessAlive } from './processes.ts';

const machineId = '0123456789abcdef0123456789abcdef\n';
const linux = { machineId, name: 'office', platform: 'linux' } as const;
const mac = { machineId: '', name: 'office', platform: 'darwin' } as const;

it.each([linux, mac])('a machine stays the same under another name ($platform)', (machine) => {
  expect(hostId('a', machine)).toBe(hostId('a', { ...machine, name: 'home' }));
  expect(hostId('a', machine)).toMatch(/^[0-9a-f]{8}$/);
});

it('another machine to which the folder of the app came is another one', () => {
  const other = { ...linux, machineId: machineId.replace('0', 'f') };
  expect(hostId('a', other)).not.toBe(hostId('a', linux));
});

it.each([linux, mac])(
  'two copies of the app are told apart on one machine, and on two of one image ($platform)',
  (machine) => {
    expect(hostId('a', machine)).not.toBe(hostId('b', machine));
  },
);

it.each(['', 'uninitialized\n'])('machines without an ID (%j) are told apart by their names', (none) => {
  const [one, other] = ['one', 'other'].map(
    (name) => ({ machineId: none, name, platform: 'win32' }) as const,
  );
  if (one === undefined || other === undefined) throw new Error('There are two.');
  expect(hostId('a', one)).not.toBe(hostId('a', other));
});

it('a Mac that was set up from another one is told from it by its hardware', () => {
  const listed = (id: string): string =>
    `+-o Root  <class IOPlatformExpertDevice>\n    {\n      "IOPlatformUUID" = "${id}"\n      "model" = <"Mac14,3">\n    }`;
  const [one, other] = ['6D2F1A90-77AB-5B33-9C1E-0123456789AB', '0A2F1A90-77AB-5B33-9C1E-0123456789AB'];
  expect(hardwareIdIn(listed(one ?? ''))).toBe('6d2f1a9077ab5b339c1e0123456789ab');
  const host = (id = ''): string => hostId('a', { ...mac, machineId: hardwareIdIn(listed(id)) });
  expect(host(one)).not.toBe(host(other));
  expect(hardwareIdIn('')).toBe('');
});

it.each([
  ['EPERM', true, 'belongs to another user'],
  ['ESRCH', false, 'is gone'],
] as const)('a process that answers a signal with %s is alive: %s, it %s', (code, isAlive, _reason) => {
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error(code), { code });
  });
  expect(isProcessAlive(4711)).toBe(isAlive);
  kill.mockRestore();
});
