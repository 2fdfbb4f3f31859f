import { describe, expect, it } from 'vitest';
import { findReferences } from './references.ts';

describe('references of an XML text', () => {
  it('are files of any element, and models apart from them', () => {
    const found = findReferences(`<?xml version="1.0"?>
      <!-- <mesh file="commented.obj"/> -->
      <mujoco model="a > b">
        <compiler meshdir = "meshes" texturedir='pictures' strippath="true"/>
        <include file="parts.xml"/>
        <asset><mesh name="m" file="a.obj" /><mesh file='b&amp;c.stl'/>
          <texture type="cube" fileright="r.png" fileleft="l.png"/><model file="sub.xml"/></asset>
        <![CDATA[ <mesh file="no.obj"/> ]]>
      </mujoco>`);
    expect(found).toEqual({
      files: ['a.obj', 'b&c.stl', 'r.png', 'l.png'],
      models: ['parts.xml', 'sub.xml'],
      folders: ['meshes', 'pictures'],
      stripsPaths: true,
      elements: 8,
    });
  });

  it.each([
    '',
    '<',
    '<a',
    '<a b',
    '<a b=',
    '<a b="',
    '<a b="c',
    '<!-- ',
    '<a file="x"',
    'no XML',
    '<<<>>>',
    '< file="x">',
  ])('end where the text does: %s', (text) => {
    expect(findReferences(text).folders).toEqual([]);
  });

  it.each([
    ['angle brackets', '<'.repeat(400_000)],
    ['names that do not end', `<${'a'.repeat(400_000)}`],
    ['quotes', '<a b="'.repeat(80_000)],
    ['comments', '<!--'.repeat(100_000)],
    ['equals signs', `<a ${'='.repeat(400_000)}`],
  ])('are found in one pass over many %s', (_what, text) => {
    expect(findReferences(text).files).toEqual([]);
  });
});
