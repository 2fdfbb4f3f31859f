/** Something of everything that may stand in a layer of text. */
export const sampleLayer = `#usda 1.0
(
    "a comment"
    doc = """several
lines"""
    defaultPrim = "World"
    metersPerUnit = 1
    upAxis = "Z"
    subLayers = [
        @./a.usda@,
        @b.usdc@ (offset = 10; scale = 2)
    ]
    customLayerData = {
        string a = "b"
        dictionary c = {
            float3 d = (1, 2, 3)
            asset[] e = [@f@, @@@g@@@]
        }
    }
    relocates = { </World/A>: </World/B> }
)

reorder rootPrims = ["World", "_class"]

class "_class" /* not drawn */
{
}

def Xform "World" (
    kind = "component"
    prepend apiSchemas = ["PhysicsRigidBodyAPI", "MaterialBindingAPI"]
    delete inherits = </_class>
    references = [@c.usd@</C> (scale = 0.5), </D>]
    payload = None
    variants = { string size = "big" }
    prepend variantSets = ["size"]
    instanceable = false
    customData = { bool a = true }
)
{
    reorder properties = ["b", "a"]
    custom bool a = true
    uniform token[] xformOpOrder = ["xformOp:translate", 'xformOp:orient']
    double3 xformOp:translate = (0.1, -2e-3, .5)
    quatf xformOp:orient = (1, 0, 0, 0)
    matrix4d xformOp:transform = ( (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (1, 2, 3, 1) )
    double radius.timeSamples = {
        0: 1,
        1.5: None,
        3: inf,
    }
    float b.connect = </World/M.outputs:b>
    append float b.connect = [<.a>, <../_class.c>]
    string words = 'a \\'b\\' \\x41 \\\\'
    half h = -nan
    int64 large = -9007199254740991
    float width.spline = { bezier, 1: 5; pre (1, 2), 3: 4 & 5 }

    def Mesh "größe" (hidden = true)
    {
        int[] faceVertexIndices = [0, 1, 2]
        point3f[] points = [(0, 0, 0), (1, 0, 0), (0, 1, 0)] (
            interpolation = "vertex"
        )
        rel material:binding = </World/M> (
            bindMaterialAs = "weakerThanDescendants"
        )
        prepend rel proxyPrim = [<../A>, <.b>]
    }

    variantSet "size" = {
        "big" (doc = "a") {
            over "größe" { int a = 1 }
            variantSet "inner" = { "x" { rel r = None } 'y' {} }
        }
        "small" {}
    }
}
`;
