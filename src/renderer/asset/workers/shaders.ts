import { DoubleSide, MeshDepthMaterial, MeshNormalMaterial, ShaderMaterial } from 'three';

/** Colours by where a surface faces; the backs of triangles are red. */
export function normalsMaterial(): MeshNormalMaterial {
  const material = new MeshNormalMaterial({ side: DoubleSide });
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      '#ifdef OPAQUE',
      'if ( ! gl_FrontFacing ) gl_FragColor.rgb = vec3( 0.86, 0.12, 0.2 );\n#ifdef OPAQUE',
    );
  };
  return material;
}

/** Dark where something is near, and nothing at the far end of the picture. */
export function depthMaterial(): MeshDepthMaterial {
  const material = new MeshDepthMaterial({ side: DoubleSide });
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      'gl_FragColor = vec4( vec3( 1.0 - fragCoordZ ), opacity );',
      'gl_FragColor = vec4( 0.0, 0.0, 0.0, pow( max( 0.0, 1.0 - fragCoordZ ), 1.6 ) );',
    );
  };
  return material;
}

/** Blurs `map` along `step`, which is how far it goes to one side in parts of the picture. */
export const blurMaterial = (): ShaderMaterial =>
  new ShaderMaterial({
    depthTest: false,
    depthWrite: false,
    transparent: false,
    uniforms: { map: { value: null }, step: { value: [0, 0] } },
    vertexShader:
      'varying vec2 at; void main() { at = uv; gl_Position = vec4( position.xy * 2.0, 0.0, 1.0 ); }',
    fragmentShader: `
      uniform sampler2D map;
      uniform vec2 step;
      varying vec2 at;
      void main() {
        vec4 sum = vec4( 0.0 );
        float weights = 0.0;
        for ( int i = -6; i <= 6; i ++ ) {
          float weight = exp( - float( i * i ) / 18.0 );
          sum += texture2D( map, at + step * float( i ) / 3.0 ) * weight;
          weights += weight;
        }
        gl_FragColor = sum / weights;
      }`,
  });

/** A shader that is given a pair of numbers under this name. */
export const withNumbers = (name: string, shader: string): string => `uniform vec2 ${name};\n${shader}`;
