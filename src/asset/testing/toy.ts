/** A small toy with all that results have: a body of a mesh with subsets, a hull, materials, a texture, instances and a joint. */
export const toyLayer = `#usda 1.0
(
    defaultPrim = "Toy"
    metersPerUnit = 1
    upAxis = "Z"
)

def Xform "Toy" (
    prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsMassAPI"]
    prepend variantSets = ["size"]
    variants = { string size = "small" }
)
{
    float physics:mass = 2
    double3 xformOp:translate = (1, 2, 3)
    uniform token[] xformOpOrder = ["xformOp:translate"]

    def Mesh "Box" (
        prepend apiSchemas = ["PhysicsCollisionAPI", "PhysicsMeshCollisionAPI", "MaterialBindingAPI"]
    )
    {
        point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)]
        int[] faceVertexCounts = [4, 4, 4, 4, 4, 4]
        int[] faceVertexIndices = [0, 3, 2, 1, 4, 5, 6, 7, 0, 1, 5, 4, 1, 2, 6, 5, 2, 3, 7, 6, 3, 0, 4, 7]
        texCoord2f[] primvars:st = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (1, 0), (1, 1), (0, 1)] (
            interpolation = "vertex"
        )
        uniform token subdivisionScheme = "none"
        uniform token physics:approximation = "convexHull"
        rel material:binding = </Toy/Paint>
        rel material:binding:physics = </Toy/Paint>

        def GeomSubset "Top" (
            prepend apiSchemas = ["MaterialBindingAPI"]
        )
        {
            uniform token familyName = "materialBind"
            int[] indices = [1]
            rel material:binding = </Toy/Paint>
        }
    }

    def Material "Paint" (
        prepend apiSchemas = ["PhysicsMaterialAPI"]
    )
    {
        token outputs:surface.connect = </Toy/Paint/Surface.outputs:surface>
        float physics:staticFriction = 0.5

        def Shader "Surface"
        {
            uniform token info:id = "UsdPreviewSurface"
            color3f inputs:diffuseColor.connect = </Toy/Paint/Picture.outputs:rgb>
            token outputs:surface
        }

        def Shader "Picture"
        {
            uniform token info:id = "UsdUVTexture"
            asset inputs:file = @./picture.png@
            color3f outputs:rgb
        }
    }

    variantSet "size" = {
        "small" {
            def Sphere "Knob" (
                prepend apiSchemas = ["PhysicsCollisionAPI"]
            )
            {
                double radius = 0.1
            }
        }
    }
}

def PointInstancer "Nails"
{
    int[] protoIndices = [0, 0]
    point3f[] positions = [(0, 0, 0), (1, 0, 0)]
    rel prototypes = </Nails/Nail>

    def Cylinder "Nail"
    {
    }
}

def PhysicsRevoluteJoint "Hinge"
{
    rel physics:body0 = </Toy>
    uniform token physics:axis = "X"
}
`;
