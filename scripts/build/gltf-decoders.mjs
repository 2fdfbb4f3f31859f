import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;

/**
 * What Embind makes code of text for, which the app's policy forbids: a function that takes the values of JavaScript to those of
 * WebAssembly and back, and one for calls the other way. Here are functions that do the same step by step, as Embind itself has
 * them when it is built with `-sDYNAMIC_EXECUTION=0`.
 */
const embind = `
const invokerOf = (call) => function (...args) {
  const { argTypes, isClassMethodFunc } = call;
  if (args.length !== argTypes.length - 2)
    call.throwBindingError(call.humanName + ' called with ' + args.length + ' arguments');
  const destructors = call.needsDestructorStack ? [] : null;
  const given = isClassMethodFunc ? [this, ...args] : args;
  const types = argTypes.slice(isClassMethodFunc ? 1 : 2);
  const wired = given.map((value, at) => types[at].toWireType(destructors, value));
  const result = call.cppInvokerFunc(call.cppTargetFunc, ...wired);
  if (destructors !== null) call.runDestructors(destructors);
  else types.forEach((type, at) => type.destructorFunction !== null && type.destructorFunction(wired[at]));
  return call.returns ? argTypes[0].fromWireType(result) : undefined;
};
const methodCallerOf = ({ emval_returnValue, kind, retType, types }) => (object, method, destructors, pointer) => {
  const args = types.map((type) => {
    const value = type.readValueFromPointer(pointer);
    pointer += type.argPackAdvance;
    return value;
  });
  const result = kind === 1 ? new method(...args) : method.call(...(kind === 0 ? [object, ...args] : args));
  return retType.isVoid ? undefined : emval_returnValue(retType, destructors, result);
};
`;
/** Where Embind does that. */
const evaluations = [
  [
    'newFunc(Function,args)(...closureArgs)',
    'invokerOf({argTypes,cppInvokerFunc,cppTargetFunc,humanName,isClassMethodFunc,needsDestructorStack,returns,runDestructors,throwBindingError})',
  ],
  ['newFunc(Function,params)(...args)', 'methodCallerOf({emval_returnValue,kind,retType,types})'],
];

/** By the name that a module imports it under: three's script, what that declares, and whether it was made by Embind. */
const scripts = new Map([
  [
    'virtual:draco-decoder',
    {
      file: 'three/examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js',
      declares: 'DracoDecoderModule',
      isOfEmbind: false,
    },
  ],
  [
    'virtual:basis-transcoder',
    {
      file: 'three/examples/jsm/libs/basis/basis_transcoder.js',
      declares: 'BASIS',
      isOfEmbind: true,
    },
  ],
]);

/**
 * Makes modules of two decoders that three ships as scripts. They look for Node, to read files themselves; here they are handed
 * their WebAssembly wherever they run. Nor do they make code of text.
 *
 * @returns {import('vite').Plugin}
 */
export const gltfDecoders = () => ({
  name: 'gltf-decoders',
  resolveId: (id) => (scripts.has(id) ? `\0${id}` : undefined),
  load: (id) => moduleOf(id.slice(1)),
});

/** @param {string} id */
export function moduleOf(id) {
  const script = scripts.get(id);
  if (script === undefined) return undefined;
  const source = readFileSync(resolve(script.file), 'utf8');
  const code = script.isOfEmbind ? embind + withoutEvaluation(source, script.file) : source;
  return `const process = undefined;\n${code};\nexport default ${script.declares};`;
}

/**
 * @param {string} source
 * @param {string} file
 */
function withoutEvaluation(source, file) {
  return evaluations.reduce((code, [evaluation = '', call = '']) => {
    if (!code.includes(evaluation)) throw new Error(`${file} has no ${evaluation}: Embind has changed`);
    return code.replace(evaluation, call);
  }, source);
}
