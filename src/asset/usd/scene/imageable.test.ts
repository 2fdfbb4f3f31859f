import { describe, expect, it } from 'vitest';
import { inheritedBy } from './imageable.ts';
import { primOf, stageOfText } from './testing/usd-of.ts';

describe('purpose', () => {
  const purposesOf = async (text: string, paths: string[]): Promise<string[]> => {
    const stage = await stageOfText(text);
    return paths.map((path) => inheritedBy(primOf(stage, path)).purpose);
  };

  it('is that of the nearest prim above which has one', async () => {
    const text = `
      def Xform "Guide" {
        uniform token purpose = "guide"
        def Scope "Between" {
          def Cube "Follows" {}
          def Cube "Own" { uniform token purpose = "render" }
          def Xform "Default" {
            uniform token purpose = "default"
            def Cube "FollowsDefault" {}
          }
        }
      }
      def Cube "None" {}`;
    const between = '/Guide/Between';
    expect(
      await purposesOf(text, [
        `${between}/Follows`,
        `${between}/Own`,
        `${between}/Default/FollowsDefault`,
        '/None',
      ]),
    ).toEqual(['guide', 'render', 'default', 'default']);
  });

  it('that USD does not know counts as none', async () => {
    const text = `
      def Xform "Guide" {
        uniform token purpose = "guide"
        def Cube "Odd" { uniform token purpose = "other" }
      }
      def Cube "Odd" { uniform token purpose = "other" }`;
    expect(await purposesOf(text, ['/Guide/Odd', '/Odd'])).toEqual(['guide', 'default']);
  });

  it('of a prim without a type is none', async () => {
    const text = 'def "Bare" { token purpose = "proxy"\n def Cube "Below" {} }';
    expect(await purposesOf(text, ['/Bare/Below'])).toEqual(['default']);
  });
});

describe('visibility', () => {
  it('is lost below an invisible prim, whatever those below it say', async () => {
    const stage = await stageOfText(`
      def Xform "Hidden" {
        token visibility = "invisible"
        def Cube "Below" { token visibility = "inherited" }
        def Cube "Guide" { uniform token purpose = "guide" }
      }
      def Cube "Shown" {}`);
    const isVisible = (path: string): boolean => inheritedBy(primOf(stage, path)).isVisible;
    expect(isVisible('/Hidden/Below')).toBe(false);
    expect(inheritedBy(primOf(stage, '/Hidden/Guide'))).toEqual({
      purpose: 'guide',
      isPurposeAuthored: true,
      isVisible: false,
    });
    expect(isVisible('/Shown')).toBe(true);
  });
});
