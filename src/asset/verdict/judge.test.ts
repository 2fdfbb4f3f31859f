import { describe, expect, it, vi } from 'vitest';
import { findingOf, prop, apis, cubeCollider, verdictOnUsd, verdictOn } from './testing/props.ts';
import { AssetBudget } from '../limits.ts';
import { nodeDecoders } from '../testing/gltf-decoders.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { judgeAsset } from './judge-asset.ts';
import { judge } from './judge.ts';
import { rules } from './rules.ts';
import { levels, maxPlaces, rulesVersion } from './verdict.ts';

describe('a verdict', () => {
  it('has the worst finding first, and its level', async () => {
    const verdict = await verdictOnUsd(
      prop({
        header: '(\n defaultPrim = "Prop"\n)\n',
        body: 'float physics:mass = 0',
        collider: cubeCollider('', 50),
      }),
    );
    const order = verdict.findings.map(({ level }) => levels.indexOf(level));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBeGreaterThan(1);
    expect(verdict.level).toBe(verdict.findings[0]?.level);
    expect(verdict.rulesVersion).toBe(rulesVersion);
  });

  it('says what is the same of several places once, with the evidence of the worst', async () => {
    const bodies = [50, 10_000, 300].map(
      (mass) => `def Cube "Of${mass}" ${apis('RigidBody', 'Mass', 'Collision')} {
        double size = 0.5\n float physics:mass = ${mass}\n float physics:density = -1 }`,
    );
    const verdict = await verdictOnUsd(prop({ beside: bodies.join('\n') }));
    const finding = findingOf(verdict, 'no-physics-material');
    expect(finding.count).toBe(3);
    expect(findingOf(verdict, 'implausible-density', 'too-heavy').places).toEqual([
      { part: 'usd', path: '/Of10000' },
    ]);
    const heavy = prop({
      beside: [2000, 1500, 2500]
        .map(
          (mass) => `def Cube "Of${mass}" ${apis('RigidBody', 'Mass', 'Collision')} {
          double size = 0.5\n float physics:mass = ${mass} }`,
        )
        .join('\n'),
    });
    const worst = findingOf(await verdictOnUsd(heavy), 'implausible-density', 'heavy');
    expect(worst.places.map(({ path }) => path)).toEqual(['/Of2500', '/Of2000', '/Of1500']);
    expect(worst.evidence['mass']).toEqual({ value: 2500, unit: 'kg' });
  });

  it('names so many places, and counts all', async () => {
    const cubes = Array.from(
      { length: maxPlaces + 7 },
      (_none, n) => `def Cube "C${n}" ${apis('Collision')} {}`,
    );
    const finding = findingOf(await verdictOnUsd(prop({ more: cubes.join('\n') })), 'no-physics-material');
    expect(finding.places).toHaveLength(maxPlaces);
    expect(finding.count).toBe(maxPlaces + 7);
  });

  it('keeps what USD and MJCF have in common apart', async () => {
    const thin = 0.004;
    const xml = `<mujoco><worldbody><body name="prop"><freejoint/><geom type="box" size="0.25 0.25 ${thin}" mass="1"/></body></worldbody></mujoco>`;
    const usd = prop({
      body: 'float physics:mass = 1',
      collider: cubeCollider(
        `double3 xformOp:scale = (1, 1, ${4 * thin})\n uniform token[] xformOpOrder = ["xformOp:scale"]`,
      ),
    });
    const verdict = await verdictOn({ 'usd/prop/prop.usda': `#usda 1.0\n${usd}`, 'mjcf/prop/prop.xml': xml });
    const found = verdict.findings.filter(({ rule }) => rule === 'degenerate-collider');
    expect(found.map(({ part }) => part)).toEqual(['usd', 'mjcf']);
  });

  it('goes on where a rule fails, and says so', () => {
    const [first] = rules;
    if (first === undefined) throw new Error('no rules');
    vi.spyOn(first, 'judge').mockImplementation(() => {
      throw new Error('odd');
    });
    const absent = { kind: 'absent' } as const;
    const verdict = judge({ usd: absent, mjcf: absent, gltf: absent, rest: null });
    expect(verdict.notJudged[0]).toEqual({ rule: first.id, reason: 'failed', detail: 'odd', places: [] });
    expect(verdict.notJudged.length).toBeGreaterThan(30);
    vi.restoreAllMocks();
  });

  it('is none where the disk itself fails', async () => {
    const files = new MemoryFiles({ 'a.usda': '#usda 1.0' });
    vi.spyOn(files, 'read').mockRejectedValue(new Error('EIO'));
    const judged = judgeAsset(files, new AssetBudget(), { decoders: nodeDecoders() });
    await expect(judged).rejects.toThrow('EIO');
  });

  it('is plain data', async () => {
    const verdict = await verdictOnUsd(prop({ body: '' }));
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });
});
