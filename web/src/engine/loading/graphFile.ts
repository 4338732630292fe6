/** The one graph of a bundled model, within its folder. */
export const graphFile = 'onnx/model_int8.onnx';
