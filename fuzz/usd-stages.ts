import fc from 'fast-check';

/** Layers of text about shapes, materials and bodies: names of USD's schemas, with values that make sense, or none at all. */

const name = fc.constantFrom('A', 'B', 'C', 'D');
const path = fc.oneof(
  {
    arbitrary: fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join('/')}`),
    weight: 6,
  },
  { arbitrary: fc.constantFrom('/', '/A/A/A/A', '/none', '', '..', '../B', '.a'), weight: 1 },
);
const number = fc.oneof(
  { arbitrary: fc.constantFrom('0', '1', '2', '-1', '0.5', '3', '10', '-90', '45'), weight: 8 },
  {
    arbitrary: fc.constantFrom('inf', '-inf', 'nan', '1e30', '-1e30', '1e-30', '1e300', '2147483647'),
    weight: 1,
  },
);
const whole = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 7 }).map(String), weight: 8 },
  { arbitrary: fc.constantFrom('-1', '2147483647', '-2147483648', '300000'), weight: 1 },
);
const tuple = (size: number): fc.Arbitrary<string> =>
  fc.array(number, { minLength: size, maxLength: size }).map((numbers) => `(${numbers.join(', ')})`);
const listOf = (item: fc.Arbitrary<string>, maxLength = 8): fc.Arbitrary<string> =>
  fc.array(item, { maxLength }).map((items) => `[${items.join(', ')}]`);
const matrix = fc.oneof(
  fc.constant('((1,0,0,0),(0,1,0,0),(0,0,1,0),(1,2,3,1))'),
  fc.array(tuple(4), { minLength: 4, maxLength: 4 }).map((rows) => `(${rows.join(', ')})`),
);
const words = (...all: string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...all, 'strange', '').map((word) => `"${word}"`);

const cube = [
  'point3f[] points = [(0,0,0),(1,0,0),(1,1,0),(0,1,0),(0,0,1),(1,0,1),(1,1,1),(0,1,1)]',
  'int[] faceVertexCounts = [4, 4, 4, 4, 4, 4]',
  'int[] faceVertexIndices = [0,3,2,1, 4,5,6,7, 0,1,5,4, 1,2,6,5, 2,3,7,6, 3,0,4,7]',
];

const values: Record<string, fc.Arbitrary<string>> = {
  'point3f[] points': listOf(tuple(3)),
  'int[] faceVertexCounts': listOf(fc.constantFrom('3', '4', '5', '0', '1', '-1', '2147483647'), 3),
  'int[] faceVertexIndices': listOf(whole, 12),
  'int[] holeIndices': listOf(whole, 3),
  'int[] indices': listOf(whole, 4),
  'normal3f[] normals': listOf(tuple(3), 4),
  'texCoord2f[] primvars:st': listOf(tuple(2), 4),
  'int[] primvars:st:indices': listOf(whole, 8),
  'color3f[] primvars:displayColor': listOf(tuple(3), 3),
  'float[] primvars:displayOpacity': listOf(number, 3),
  'uniform token orientation': words('leftHanded', 'rightHanded'),
  'uniform token subdivisionScheme': words('none', 'loop'),
  'double size': number,
  'double radius': number,
  'double height': number,
  'double radiusTop': number,
  'double width': number,
  'uniform token axis': words('X', 'Y', 'Z'),
  'token visibility': words('invisible', 'inherited'),
  'uniform token purpose': words('guide', 'proxy', 'render', 'default'),
  'bool doubleSided': fc.constantFrom('true', 'false'),
  'double3 xformOp:translate': tuple(3),
  'float3 xformOp:rotateXYZ': tuple(3),
  'quatf xformOp:orient': tuple(4),
  'float3 xformOp:scale': tuple(3),
  'matrix4d xformOp:transform': matrix,
  'uniform token[] xformOpOrder': listOf(
    fc.constantFrom(
      '"xformOp:translate"',
      '"xformOp:scale"',
      '"xformOp:orient"',
      '"!invert!xformOp:rotateXYZ"',
      '"xformOp:transform"',
      '"!resetXformStack!"',
      '"xformOp:none"',
    ),
    3,
  ),
  'int[] protoIndices': listOf(whole, 4),
  'point3f[] positions': listOf(tuple(3), 4),
  'quath[] orientations': listOf(tuple(4), 4),
  'float3[] scales': listOf(tuple(3), 4),
  'bool physics:rigidBodyEnabled': fc.constantFrom('true', 'false'),
  'bool physics:kinematicEnabled': fc.constantFrom('true', 'false'),
  'bool physics:collisionEnabled': fc.constantFrom('true', 'false'),
  'float physics:mass': number,
  'float physics:density': number,
  'point3f physics:centerOfMass': tuple(3),
  'float3 physics:diagonalInertia': tuple(3),
  'quatf physics:principalAxes': tuple(4),
  'uniform token physics:approximation': words(
    'convexHull',
    'none',
    'sdf',
    'boundingCube',
    'boundingSphere',
    'convexDecomposition',
    'meshSimplification',
  ),
  'float physics:staticFriction': number,
  'float physics:restitution': number,
  'vector3f physics:gravityDirection': tuple(3),
  'float physics:gravityMagnitude': number,
  'uniform token physics:axis': words('X', 'Y', 'Z'),
  'float physics:lowerLimit': number,
  'float physics:upperLimit': number,
  'point3f physics:localPos0': tuple(3),
  'quatf physics:localRot0': tuple(4),
  'float limit:rotX:physics:low': number,
  'float drive:angular:physics:stiffness': number,
  'uniform token info:id': words(
    'UsdPreviewSurface',
    'UsdUVTexture',
    'UsdPrimvarReader_float2',
    'UsdTransform2d',
  ),
  'color3f inputs:diffuseColor': tuple(3),
  'float inputs:opacity': number,
  'float inputs:roughness': number,
  'asset inputs:file': fc.constantFrom('@a.png@', '@none.png@', '@../out.png@', '@@', '@b.usda@'),
  'string inputs:varname': words('st'),
  'float4 inputs:scale': tuple(4),
  'token inputs:wrapS': words('repeat', 'clamp'),
};
const connections = [
  'token outputs:surface',
  'token outputs:out',
  'color3f inputs:diffuseColor',
  'float inputs:opacity',
  'normal3f inputs:normal',
  'float2 inputs:st',
  'float2 inputs:in',
];
const relationships = [
  'material:binding',
  'material:binding:physics',
  'physics:body0',
  'physics:body1',
  'prototypes',
  'physics:filteredPairs',
  'collection:a:includes',
  'material:binding:collection:a',
];

const anyValue = fc.oneof(...Object.values(values));
const property = fc.oneof(
  {
    arbitrary: fc
      .constantFrom(...Object.keys(values))
      .chain((key) => (values[key] ?? anyValue).map((value) => `${key} = ${value}`)),
    weight: 12,
  },
  {
    // Another type than the schema's, under its name.
    arbitrary: fc
      .tuple(fc.constantFrom(...Object.keys(values)), fc.constantFrom(...Object.keys(values)))
      .chain(([key, other]) => {
        const type = other.replace(/ [^ ]+$/, '');
        return (values[other] ?? anyValue).map(
          (value) => `${type} ${key.split(' ').at(-1) ?? ''} = ${value}`,
        );
      }),
    weight: 2,
  },
  { arbitrary: fc.constant(cube.join('\n')), weight: 2 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...Object.keys(values)), number)
      .chain(([key, time]) =>
        (values[key] ?? anyValue).map((value) => `${key}.timeSamples = { ${time}: ${value}, 1: None }`),
      ),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(
        fc.constantFrom(...connections),
        path,
        fc.constantFrom('outputs:surface', 'outputs:out', 'inputs:in', 'outputs:rgb'),
      )
      .map(([key, target, output]) => `${key}.connect = <${target === '/' ? '/A' : target}.${output}>`),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(
        fc.constantFrom('', 'prepend ', 'delete '),
        fc.constantFrom(...relationships),
        fc.array(path, { maxLength: 2 }),
      )
      .map(
        ([edit, key, targets]) =>
          `${edit}rel ${key} = [${targets.map((target) => `<${target}>`).join(', ')}]`,
      ),
    weight: 3,
  },
);

const types = [
  ...[
    '',
    'Xform',
    'Scope',
    'Mesh',
    'Mesh',
    'Cube',
    'Sphere',
    'Cylinder',
    'Cone',
    'Capsule',
    'Plane',
    'GeomSubset',
  ],
  ...[
    'PointInstancer',
    'Material',
    'Shader',
    'NodeGraph',
    'NurbsPatch',
    'PhysicsScene',
    'PhysicsCollisionGroup',
  ],
  ...['PhysicsFixedJoint', 'PhysicsRevoluteJoint', 'PhysicsJoint', 'PhysicsDistanceJoint', 'Strange'],
];
const schemas = [
  'PhysicsRigidBodyAPI',
  'PhysicsCollisionAPI',
  'PhysicsMeshCollisionAPI',
  'PhysicsMassAPI',
  'PhysicsMaterialAPI',
  'PhysicsArticulationRootAPI',
  'PhysicsFilteredPairsAPI',
  'PhysicsLimitAPI:rotX',
  'PhysicsDriveAPI:angular',
  'MaterialBindingAPI',
  'CollectionAPI:a',
];
const reference = fc.oneof(
  path.map((target) => `<${target}>`),
  fc.constantFrom('@b.usda@', '@a.usda@', '@none.usda@', '@b.usda@</A>', '@a.usda@</A/B>', '@a.png@'),
);
const field = fc.oneof(
  fc.subarray(schemas).map((all) => `prepend apiSchemas = [${all.map((one) => `"${one}"`).join(', ')}]`),
  fc.array(reference, { minLength: 1, maxLength: 2 }).map((all) => `references = [${all.join(', ')}]`),
  reference.map((one) => `payload = ${one}`),
  path.map((target) => `inherits = <${target}>`),
  path.map((target) => `specializes = <${target}>`),
  fc.constantFrom(
    'instanceable = true',
    'active = false',
    'variants = { string v = "a" }',
    'variantSets = "v"',
    'kind = "component"',
  ),
);

interface Made {
  prim: string;
  contents: string;
}
const { prim } = fc.letrec<Made>((tie) => ({
  prim: fc
    .tuple(
      fc.constantFrom('def', 'def', 'def', 'over', 'class'),
      fc.constantFrom(...types),
      name,
      fc.array(field, { maxLength: 3 }),
      tie('contents'),
    )
    .map(
      ([specifier, type, named, fields, contents]) =>
        `${specifier} ${type} "${named}" (\n${fields.join('\n')}\n) {\n${contents}\n}`,
    ),
  contents: fc
    .tuple(
      fc.array(property, { maxLength: 6 }),
      fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('prim'), { maxLength: 3 })),
      fc.oneof({ maxDepth: 2 }, fc.constant(''), fc.constant(''), tie('contents')),
    )
    .map(([properties, prims, variant]) =>
      // A property twice in one prim may be another kind of property, which is damage of another sort.
      [...properties, ...prims, ...(variant === '' ? [] : [`variantSet "v" = { "a" { ${variant} } }`])].join(
        '\n',
      ),
    ),
}));

/** A toy as writers make one, in which anything may be said besides. Its prims are those that random paths lead to. */
const toy = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constant(''), weight: 3 },
      { arbitrary: property, weight: 2 },
      { arbitrary: prim, weight: 1 },
    ),
    { minLength: 8, maxLength: 8 },
  )
  .map(
    ([body, mesh, subset, material, surface, texture, instancer, joint]) => `
def Xform "A" ( prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsMassAPI"] ) {
  float physics:mass = 2
  double3 xformOp:translate = (1, 2, 3)
  uniform token[] xformOpOrder = ["xformOp:translate"]
  ${body ?? ''}
  def Mesh "B" ( prepend apiSchemas = ["PhysicsCollisionAPI", "PhysicsMeshCollisionAPI", "MaterialBindingAPI"] ) {
    ${cube.join('\n    ')}
    texCoord2f[] primvars:st = [(0,0),(1,0),(1,1),(0,1),(0,0),(1,0),(1,1),(0,1)] ( interpolation = "vertex" )
    uniform token physics:approximation = "convexHull"
    rel material:binding = </B>
    rel material:binding:physics = </B>
    ${mesh ?? ''}
    def GeomSubset "C" ( prepend apiSchemas = ["MaterialBindingAPI"] ) {
      uniform token familyName = "materialBind"
      int[] indices = [0, 1]
      rel material:binding = </B>
      ${subset ?? ''}
    }
  }
}
def Material "B" ( prepend apiSchemas = ["PhysicsMaterialAPI"] ) {
  token outputs:surface.connect = </B/A.outputs:surface>
  float physics:density = 100
  ${material ?? ''}
  def Shader "A" {
    uniform token info:id = "UsdPreviewSurface"
    color3f inputs:diffuseColor.connect = </B/C.outputs:rgb>
    float inputs:roughness = 0.5
    token outputs:surface
    ${surface ?? ''}
  }
  def Shader "C" {
    uniform token info:id = "UsdUVTexture"
    asset inputs:file = @a.png@
    color3f outputs:rgb
    ${texture ?? ''}
  }
}
def PointInstancer "C" {
  int[] protoIndices = [0, 1, 0]
  point3f[] positions = [(0,0,0), (1,0,0), (2,0,0)]
  rel prototypes = [</A/B>, </C/A>]
  ${instancer ?? ''}
  def Sphere "A" ( prepend apiSchemas = ["PhysicsCollisionAPI"] ) {}
}
def PhysicsRevoluteJoint "D" {
  rel physics:body0 = </A>
  ${joint ?? ''}
}`,
  );

const metadata = fc.constantFrom(
  '',
  '( defaultPrim = "A" )',
  '( defaultPrim = "A"; upAxis = "Z"; metersPerUnit = 1; kilogramsPerUnit = 0 )',
  '( metersPerUnit = -1; upAxis = "X"; startTimeCode = 1 )',
  '( subLayers = [@b.usda@, @a.usda@] )',
);
const stageLayer = fc
  .tuple(metadata, fc.oneof(toy, fc.constant('')), fc.array(prim, { maxLength: 3 }))
  .map(([head, whole, prims]) => `#usda 1.0\n${head}\n${whole}\n${prims.join('\n')}\n`);

/** The files of an asset: `a.usda` is its root. */
export const usdStage: fc.Arbitrary<Record<string, string>> = fc
  .tuple(stageLayer, stageLayer)
  .map(([a, b]) => ({ 'a.usda': a, 'b.usda': b, 'a.png': 'picture' }));
