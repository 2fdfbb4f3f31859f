import { describe, expect, it } from 'vitest';
import type { Shape } from '../../scene.ts';
import { sceneOfText } from './testing/usd-of.ts';

const shapeAt = (shapes: Shape[], path: string): Shape | undefined =>
  shapes.find((shape) => shape.path === path);

describe('purpose', () => {
  const purposesOf = async (text: string, paths: string[]): Promise<(string | undefined)[]> => {
    const { shapes } = await sceneOfText(text);
    return paths.map((path) => shapeAt(shapes, path)?.purpose);
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
    const { shapes } = await sceneOfText(`
      def Xform "Hidden" {
        token visibility = "invisible"
        def Cube "Below" { token visibility = "inherited" }
        def Cube "Guide" { uniform token purpose = "guide" }
      }
      def Cube "Shown" {}`);
    expect(shapeAt(shapes, '/Hidden/Below')?.isVisible).toBe(false);
    expect(shapeAt(shapes, '/Hidden/Guide')).toMatchObject({ purpose: 'guide', isVisible: false });
    expect(shapeAt(shapes, '/Shown')?.isVisible).toBe(true);
  });

  it('of a prim without a type is none', async () => {
    const { shapes } = await sceneOfText(
      'def "Bare" { token visibility = "invisible"\n def Cube "Below" {} }',
    );
    expect(shapes[0]?.isVisible).toBe(true);
  });
});
