using System.Text;

namespace Lodestone.Encoders.Tests.Runtime;

/// <summary>
/// Writes a tiny ONNX graph, logits = sqrt(limit - mean(input_ids)): a model that is sound for some inputs and gives NaN for others.
/// Field numbers are those of onnx.proto.
/// </summary>
internal static class OnnxFile
{
    public static byte[] SqrtOfLimitMinusMean(float limit, string inputName = "input_ids", int inputType = 7) => Message(
        Number(1, 8), // ir_version
        Bytes(7, Message( // graph
            Bytes(1, Node("Cast", [inputName], "floats", Attribute("to", 1))),
            Bytes(1, Node("ReduceMean", ["floats"], "mean", AxisOne())),
            Bytes(1, Node("Sub", ["limit", "mean"], "rest", [])),
            Bytes(1, Node("Sqrt", ["rest"], "logits", [])),
            Text(2, "test"),
            Bytes(5, Message(Number(1, 1), Number(2, 1), Bytes(4, BitConverter.GetBytes(limit)), Text(8, "limit"))),
            Bytes(11, Value(inputName, inputType, [], "tokens")),
            Bytes(12, Value("logits", 1, [1], null)))),
        Bytes(8, Message(Number(2, 13)))); // opset

    private static byte[] Node(string type, string[] inputs, string output, byte[] attribute) =>
        Message([.. inputs.Select(i => Text(1, i)), Text(2, output), Text(4, type), attribute.Length > 0 ? Bytes(5, attribute) : []]);

    private static byte[] Attribute(string name, int value) => Message(Text(1, name), Number(3, value), Number(20, 2));

    private static byte[] AxisOne() => Message(Text(1, "axes"), Number(8, 1), Number(20, 7));

    private static byte[] Value(string name, int type, int[] sizes, string? open) => Message(
        Text(1, name),
        Bytes(2, Message(Bytes(1, Message(
            Number(1, type),
            Bytes(2, Message(
            [
                Bytes(1, Text(2, "batch")),
                .. sizes.Select(s => Bytes(1, Number(1, s))),
                open is null ? [] : Bytes(1, Text(2, open)),
            ])))))));

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(f => f)];

    private static byte[] Number(int field, long value) => [.. Varint((field << 3) | 0), .. Varint(value)];

    private static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    private static byte[] Bytes(int field, byte[] value) => [.. Varint((field << 3) | 2), .. Varint(value.Length), .. value];

    private static IEnumerable<byte> Varint(long value)
    {
        for (; value > 127; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
