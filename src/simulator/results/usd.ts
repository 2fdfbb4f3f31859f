import type { Material } from '../shapes/material.ts';
import { centroid, volume } from '../shapes/mesh.ts';
import type { Mesh } from '../shapes/mesh.ts';
import type { Model, Part } from '../shapes/model.ts';
import { decimal, decimals } from './numbers.ts';
import { primName } from './names.ts';

/**
 * The model as a USD layer in text form (`.usd` files may hold either form). Textures are referenced as
 * `textures/<material>.png` beside the layer. It carries what a physics engine needs: a scene with gravity, a rigid
 * body with its mass, and guide-purpose colliders.
 */
export function usdText(model: Model, stem: string): string {
  const root = primName(stem);
  return `#usda 1.0
(
    defaultPrim = "${root}"
    kilogramsPerUnit = 1
    metersPerUnit = 1
    upAxis = "Z"
)

def PhysicsScene "PhysicsScene"
{
    vector3f physics:gravityDirection = (0, 0, -1)
    float physics:gravityMagnitude = 9.81
}

def Xform "${root}" (
    prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsMassAPI"]
    kind = "component"
)
{
    bool physics:rigidBodyEnabled = true
    float physics:mass = ${decimal(model.massKg)}
    point3f physics:centerOfMass = (${decimals(centerOfMass(model), ', ')})

    def Scope "Looks"
    {
${model.materials.map((one) => look(one, root)).join('\n')}
    }

    def Xform "Geometry"
    {
${model.parts.map((one) => geometry(one, root)).join('\n')}
    }

    def Xform "Colliders"
    {
${model.parts.map((one) => colliders(one, root)).join('\n')}
    }
}
`;
}

/** Each part's mass is spread over its colliders by their volumes, as in the MJCF: not all of them are of one density. */
function centerOfMass(model: Model): number[] {
  const moment = [0, 0, 0];
  for (const { massKg, colliders: meshes } of model.parts) {
    const whole = meshes.reduce((sum, mesh) => sum + volume(mesh), 0);
    for (const mesh of meshes)
      for (const [axis, at] of centroid(mesh).entries())
        moment[axis] = (moment[axis] ?? 0) + (massKg * volume(mesh) * at) / whole;
  }
  return moment.map((sum) => sum / model.massKg);
}

function look(material: Material, root: string): string {
  const path = `/${root}/Looks/${material.name}`;
  return `        def Material "${material.name}" (
            prepend apiSchemas = ["PhysicsMaterialAPI"]
        )
        {
            float physics:dynamicFriction = 0.5
            float physics:restitution = 0.2
            float physics:staticFriction = 0.6
            token outputs:surface.connect = <${path}/Surface.outputs:surface>

            def Shader "Surface"
            {
                uniform token info:id = "UsdPreviewSurface"
                color3f inputs:diffuseColor.connect = <${path}/Diffuse.outputs:rgb>
                float inputs:metallic = ${decimal(material.metallic)}
                float inputs:roughness = ${decimal(material.roughness)}
                token outputs:surface
            }

            def Shader "Diffuse"
            {
                uniform token info:id = "UsdUVTexture"
                asset inputs:file = @textures/${material.name}.png@
                token inputs:sourceColorSpace = "sRGB"
                float2 inputs:st.connect = <${path}/Coordinates.outputs:result>
                token inputs:wrapS = "repeat"
                token inputs:wrapT = "repeat"
                float3 outputs:rgb
            }

            def Shader "Coordinates"
            {
                uniform token info:id = "UsdPrimvarReader_float2"
                string inputs:varname = "st"
                float2 outputs:result
            }
        }
`;
}

function geometry(part: Part, root: string): string {
  const { mesh } = part;
  return `        def Mesh "${part.name}" (
            prepend apiSchemas = ["MaterialBindingAPI"]
        )
        {
${topology(mesh)}
            normal3f[] normals = [${tuples(mesh, 'normals')}] (
                interpolation = "vertex"
            )
            texCoord2f[] primvars:st = [${tuples(mesh, 'uvs')}] (
                interpolation = "vertex"
            )
            uniform token subdivisionScheme = "none"
            rel material:binding = </${root}/Looks/${part.material.name}>
        }
`;
}

function colliders(part: Part, root: string): string {
  return part.colliders
    .map(
      (mesh, at) => `        def Mesh "${part.name}_${at}" (
            prepend apiSchemas = ["PhysicsCollisionAPI", "PhysicsMeshCollisionAPI", "MaterialBindingAPI"]
        )
        {
${topology(mesh)}
            uniform token physics:approximation = "convexHull"
            bool physics:collisionEnabled = true
            uniform token purpose = "guide"
            uniform token subdivisionScheme = "none"
            rel material:binding:physics = </${root}/Looks/${part.material.name}>
        }
`,
    )
    .join('\n');
}

const texts = new WeakMap<Mesh, Map<string, string>>();

/** Formatting numbers is most of the work, and thousands of jobs share a few meshes. */
function remembered(mesh: Mesh, kind: string, make: () => string): string {
  const known = texts.get(mesh) ?? new Map<string, string>();
  texts.set(mesh, known);
  const text = known.get(kind) ?? make();
  known.set(kind, text);
  return text;
}

const tuples = (mesh: Mesh, kind: 'positions' | 'normals' | 'uvs'): string =>
  remembered(mesh, kind, () => mesh[kind].map((values) => `(${decimals(values, ', ')})`).join(', '));

function topology(mesh: Mesh): string {
  return remembered(
    mesh,
    'topology',
    () => `            int[] faceVertexCounts = [${mesh.triangles.map(() => 3).join(', ')}]
            int[] faceVertexIndices = [${mesh.triangles.flat().join(', ')}]
            point3f[] points = [${tuples(mesh, 'positions')}]`,
  );
}
