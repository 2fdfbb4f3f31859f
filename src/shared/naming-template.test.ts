import { describe, expect, it } from 'vitest';
import { namingTemplateSchema, templateProblem } from './naming-template.ts';

describe('a template of folder names', () => {
  it.each(['{name}', '{batch}/{name}', 'robots {type} {date}'])('may be %j', (template) => {
    expect(templateProblem(template)).toBeNull();
    expect(namingTemplateSchema.safeParse(template).success).toBe(true);
  });

  it.each([
    ['{batch}/{type}/{name}', { kind: 'too-deep' }],
    [' ', { kind: 'empty' }],
    ['/{name}', { kind: 'empty-part' }],
    ['{batch}/ ', { kind: 'empty-part' }],
    ['{name', { kind: 'open-brace' }],
    ['name}', { kind: 'open-brace' }],
    ['{size}', { kind: 'unknown-field', field: 'size' }],
  ])('may not be %j', (template, problem) => {
    expect(templateProblem(template)).toEqual(problem);
    expect(namingTemplateSchema.safeParse(template).success).toBe(false);
  });
});
