using System.Text;

namespace Lodestone.Server.Tests.Hostility;

/// <summary>What a hostile or broken client sends: the data of <see cref="HostilitySweepTests"/>.</summary>
internal static class HostileThings
{
    /// <summary>Raw segments of a path, in place of a collection's name, a document's id or a file.</summary>
    public static readonly string[] Names =
    [
        "%00", "a%00b", "%0d%0aX-Injected:%201", "%09", "%7f", "%C2%85", "%E2%80%A8", "%EF%BF%BF", "%F0%9F%98%80", "e%CC%81",
        "%ff", "%c0%af", "%ed%a0%80", "%f5%80%80%80", "%fe%ff", "%25", "%2500", "%252e%252e", "%", "%zz", "%4", "a%b", "%u0041", "%2f",
        "%2F%2F",
        "a%2fb", "%5c", "..%5c..%5c", "..%2f..%2fescape", "%2e%2e%2fescape", "C:", "C:%5cescape", "%5c%5chost%5cshare", "con", "nul.txt",
        "COM1", "lpt9", "aux.", "~", "~root", "$HOME", "${x}", "{name}", "*", "a*b", ":", "a:b", "|", "%3C%3E", "'%20OR%201=1%20--", "%22",
        "-", "--help", "_", ".hidden", "a.", "a%20", "%20", "%20a", "a+b", "@", "!", "a;b=c", "(", "[", "]", "^", "`",
        "__proto__", "constructor", "server.lock", "keys.json", "store.db", "index.html", "0", "-1", "1e999", "NaN", "null", "undefined",
        new string('a', 65), new string('a', 255), new string('a', 2000), string.Concat(Enumerable.Repeat("%F0%9F%98%80", 300)),
    ];

    /// <summary>Whole targets of a GET, in place of a page's path.</summary>
    public static readonly string[] Targets =
    [
        "/index.html/", "/index.html//", "/index.html/.", "/assets", "/assets/", "/assets//a.js", "//", "//index.html", "///",
        "/index.html%2f",
        "/index.html%00", "/%00", "/assets/%00/a.js", "/index.html%20", "/index.html.", "/index.html::$DATA", "/INDEX.HTML", "/.", "/./",
        "/%2e", "/%2e%2e", "/%2e%2e/", "/%2e%2e%2f", "/..%2f..%2f..%2f..%2fetc%2fpasswd", "/..%5c..%5cwindows", "/\\..\\", "/%5c",
        "/assets%5ca.js",
        "/con", "/nul", "/aux.html", "/com1.js", "/" + new string('a', 300), "/" + new string('a', 4000),
        "/" + string.Concat(Enumerable.Repeat("a/", 1500)),
        "/models/", "/models", "/models//", "/models/SHA256SUMS/", "/models/%00", "/models/.", "/models/..%2f..%2fLICENSE", "/models/\\",
        "/models/bge-small-en-v1.5",
        "/models/bge-small-en-v1.5/", "/models/" + new string('m', 3000), "/reference/", "/reference//start.js", "/reference/none.js",
        "/openapi/", "/openapi/v1.json/",
        "/openapi/v2.json", "/metrics/", "/metrics/x", "/v1", "/v1/", "/v1//", "/v1/%00", "/V1/HEALTH", "/v1/health/", "/v1/health//",
        "/v1/collections/",
        "/v1/collections//", "/v1/collections//documents", "/v1/collections/sentinel/documents/", "/v1/collections/sentinel/documents//",
        "/v1/collections/sentinel//search", "/v3/rerank", "/index.html;x=y", "/index.html,", "/favicon.ico", "/robots.txt", "/.git/config",
        "/.env",
    ];

    /// <summary>Raw queries, with the question mark.</summary>
    public static readonly string[] Queries =
    [
        "?", "??", "?=", "?&", "?&&=&", "?%", "?%zz=1", "?a=%", "?%00", "?a=%00", "?a=%ff", "?%ff=%fe", "?a=%ed%a0%80", "?a&a&a",
        "?a=1&a=2",
        "?top=1&top=2", "?top=", "?top=0", "?top=-1", "?top=1e3", "?top=%20100", "?top=99999999999999999999999", "?top=0x10", "?top=NaN",
        "?top=%D9%A1",
        "?after=%00", "?after=%ff", "?after=%ed%a0%80", "?after=" + new string('z', 3000), "?after=a&after=b", "?TOP=1", "?__proto__[x]=1",
        "?a[]=1",
        "?x=" + new string('x', 6000), "?" + string.Join('&', Enumerable.Range(0, 1100).Select(i => $"p{i}")), "?;", "?%26=%3D",
        "?<script>", "?'%20OR%20''='",
        "?sha256=%00", "?a=%0d%0aX-Injected:%201",
    ];

    /// <summary>Raw lines of a head; every character is a byte.</summary>
    public static readonly string[] Headers =
    [
        "Lodestone-Priority: ", "Lodestone-Priority: INTERACTIVE", "Lodestone-Priority: 0",
        "Lodestone-Priority: bulk\r\nLodestone-Priority: bulk",
        "Lodestone-Priority: \u00ff\u00fe", "Lodestone-Priority: bulk,interactive", "Lodestone-Priority: " + new string('p', 5000),
        "Lodestone-Deadline-Milliseconds: ", "Lodestone-Deadline-Milliseconds: 0",
        "Lodestone-Deadline-Milliseconds: -1", "Lodestone-Deadline-Milliseconds: 1e9", "Lodestone-Deadline-Milliseconds: 2147483648",
        "Lodestone-Deadline-Milliseconds: 99999999999999999999999999", "Lodestone-Deadline-Milliseconds: NaN",
        "Lodestone-Deadline-Milliseconds: " + new string('9', 5000), "Lodestone-Deadline-Milliseconds: 1.5",
        "Lodestone-Deadline-Milliseconds: 60000\r\nLodestone-Deadline-Milliseconds: 60000", "Lodestone-Deadline-Milliseconds: \u00b2",
        "X-API-Key: ", "X-API-Key: \u00ff", "X-API-Key: ls_" + new string('A', 5000), "X-API-Key: a\r\nX-API-Key: b", "Authorization: ",
        "Authorization: Bearer",
        "Authorization: Bearer ", "Authorization: Bearer \u00ff\u0080", "Authorization: Basic !!!",
        "Authorization: Bearer a\r\nAuthorization: Bearer b",
        "Authorization: Negotiate " + new string('A', 8000), "traceparent: garbage",
        "traceparent: 00-00000000000000000000000000000000-0000000000000000-00",
        "traceparent: 00-\u00ff-\u00ff-zz\r\ntracestate: ===,,;", "baggage: a=%ff,=,;", "Request-Id: |" + new string('x', 2000),
        "X-Request-Id: \u00ff\u0001",
        "Correlation-Context: %00=%00", "Accept: ", "Accept: garbage", "Accept: */*;q=NaN",
        "Accept: text/html;q=-1,application/x-ndjson;q=9",
        "Accept: " + new string(',', 5000), "Accept: \u00ff/\u00fe", "Accept-Encoding: gzip;q=nonsense, \u00ff", "Accept-Charset: utf-16",
        "Accept-Language: \u00ff",
        "Origin: ", "Origin: null", "Origin: http://evil.example", "Origin: \u00ff", "Origin: http://[", "Origin: http://a b",
        "Origin: http://\u0080.example",
        "Origin: javascript:alert(1)", "Origin: http://x:99999", "Origin: " + new string('o', 5000), "Referer: \u00ff",
        "Cookie: " + new string('c', 5000),
        "Range: bytes=0-0,1-1,2-2", "Range: bytes=9-2", "Range: bytes=99999999999999999999-", "Range: bytes=-99999999999999999999",
        "Range: bytes=5000000-",
        "Range: bytes=-0", "Range: bytes=-", "Range: bytes=", "Range: lines=1-2", "Range: bytes=0-9223372036854775807", "Range: \u00ff",
        "Range: bytes=" + string.Join(',', Enumerable.Repeat("0-", 1000)), "Range: bytes=0-1\r\nRange: bytes=2-3",
        "If-Range: \"x\"\r\nRange: bytes=0-1", "If-Range: \u00ff",
        "If-Modified-Since: garbage", "If-Modified-Since: Sat, 99 Foo 99999 99:99:99 GMT", "If-Modified-Since: -1",
        "If-Modified-Since: \u00ff",
        "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT", "If-None-Match: \"", "If-None-Match: *", "If-None-Match: W/\"\u00ff\"",
        "If-Match: \"none\"", "If-Match: *",
        "Content-Encoding: gzip", "Content-Encoding: none-such", "Content-Language: \u00ff", "Content-MD5: zz", "Expect: 100-continue",
        "Expect: 200-ok", "Expect: \u00ff",
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x",
        "Connection: close, keep-alive", "Connection: Host", "Connection: \u00ff", "Keep-Alive: timeout=-1", "Via: \u00ff",
        "TE: trailers, \u00ff", "Max-Forwards: -1",
        "X-Forwarded-For: ::::", "X-Forwarded-Proto: \u00ff", "X-Forwarded-Host: evil.example", "X-Original-URL: /v1/collections/sentinel",
        "X-Rewrite-URL: /",
        "X-HTTP-Method-Override: DELETE", "Forwarded: for=\"\u00ff", "Access-Control-Request-Method: DELETE",
        "Content-Disposition: form-data; filename=../../x",
        "X-Large: " + new string('x', 20_000), "X-Huge: " + new string('x', 40_000),
        string.Join("\r\n", Enumerable.Range(0, 90).Select(i => $"X-{i}: {i}")),
        string.Join("\r\n", Enumerable.Range(0, 150).Select(i => $"X-{i}: {i}")), "No colon here", ": no name", "Sp ace: x", "X-Tab:\tx\t",
        "X-Nul: a\0b", "X-Fold: a\r\n b",
        "X-Bare: a\rb", "X-\u00ff: x", "Host: evil.example", "Host: ",
    ];

    /// <summary>Values of Content-Type, for routes that take a body.</summary>
    public static readonly string[] ContentTypes =
    [
        "", "x", "/", ";", "application/", "text/plain", "text/" + new string('t', 5000), "application/json; charset=",
        "application/json; charset=utf-16", "application/json; charset=\"utf-8",
        "application/json; charset=utf-7", "application/json; charset=none-such", "application/json; charset=\u00ff",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json;;;", "application/json, application/json", "APPLICATION/JSON", "application/problem+json",
        "application/x-ndjson; charset=utf-16",
        "application/jsonl; \u00ff", "multipart/form-data", "multipart/form-data; boundary=" + new string('b', 300),
        "application/x-www-form-urlencoded",
        "application/json; " + new string('p', 5000), "\u00ff/\u00ff",
    ];

    /// <summary>First lines of a request.</summary>
    public static readonly string[] RequestLines =
    [
        "BREW / HTTP/1.1", "get / HTTP/1.1", "G\u00cbT / HTTP/1.1", "/ HTTP/1.1", " / HTTP/1.1", "GET", "GET /", "GET / HTTP/9.9",
        "GET / HTTP/1.1 x", "GET  / HTTP/1.1",
        "GET / HTP/1.1", "GET \u00ff HTTP/1.1", "GET /\u00ff HTTP/1.1", "GET x HTTP/1.1", "GET * HTTP/1.1", "OPTIONS * HTTP/1.1",
        "OPTIONS /v1/compare HTTP/1.1",
        "TRACE / HTTP/1.1", "CONNECT / HTTP/1.1", "CONNECT 127.0.0.1:80 HTTP/1.1", "GET http:// HTTP/1.1",
        "GET http://evil.example/ HTTP/1.1", "GET ftp://x/ HTTP/1.1",
        "GET http://127.0.0.1/v1/health HTTP/1.1", "GET http://[::1/ HTTP/1.1", "GET ?x HTTP/1.1", "GET #x HTTP/1.1",
        "GET /v1/health#x HTTP/1.1",
        "PATCH /v1/collections/victim HTTP/1.1", "PROPFIND /v1/collections/victim/documents/a HTTP/1.1",
        new string('M', 5000) + " / HTTP/1.1",
        "GET /" + new string('a', 10_000) + " HTTP/1.1", "\u0016\u0003\u0001\u0002\0\u0001\0", "HTTP/1.1 200 OK",
    ];

    /// <summary>Requests whole, where there is no Host, or the version or the ends of lines are others; {port} is the server's.</summary>
    public static readonly string[] Requests =
    [
        "GET /v1/health HTTP/1.0\r\n\r\n", "GET /v1/health HTTP/1.1\r\n\r\n",
        "GET /v1/collections HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "POST /v1/compare HTTP/1.0\r\nContent-Type: application/json\r\n\r\n{}", "GET /v1/health HTTP/1.1\nHost: 127.0.0.1:{port}\n\n",
        "GET /v1/health HTTP/1.1\r\nHost: \u00ff\r\n\r\n", "GET /v1/health HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1:{port}:1\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: [::1\r\n\r\n", "GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1:99999999999\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: @\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: \r\n\r\n", "GET /v1/health HTTP/1.1\r\nHost: xn--\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: %00\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: LOCALHOST.:{port}\r\n\r\n", "GET /v1/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "\r\n\r\n\r\n", "\0\0\0\0\r\n\r\n",
    ];

    /// <summary>Framings of a body, after a first line, a Host and a Content-Type; {body} is one that would be accepted.</summary>
    public static readonly string[] Framings =
    [
        "Content-Length: -1\r\n\r\n", "Content-Length: +2\r\n\r\n{}", "Content-Length: 2.0\r\n\r\n{}", "Content-Length: 0x2\r\n\r\n{}",
        "Content-Length: \r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n", "Content-Length: 9223372036854775808\r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", "Content-Length: 2, 2\r\n\r\n{}", "Content-Length: \u00b2\r\n\r\n{}",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip\r\n\r\n{}", "Transfer-Encoding: chunked, gzip\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n{}", "Transfer-Encoding: \r\n\r\n{}", "Transfer-Encoding: CHUNKED\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        "Transfer-Encoding: chunked\r\n\r\n80000000\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n{}\r\n",
        "Transfer-Encoding: chunked\r\n\r\n100000000\r\n{}\r\n", "Transfer-Encoding: chunked\r\n\r\n8000000000000000\r\n{}\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffffffffffffffff\r\n{}\r\n",
        "Transfer-Encoding: chunked\r\n\r\n00000000000000000000002\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n", "Transfer-Encoding: chunked\r\n\r\n2\r{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n2;a=b;c=\"d\"\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2;\0\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2;" + new string('x', 100_000) + "\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nTrailer-Field: x\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nContent-Length: 5\r\nno colon\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: " + new string('t', 50_000) + "\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nffffffff\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
    ];

    /// <summary>As above, after which a server waits for more, and the client ends the connection.</summary>
    public static readonly string[] UnfinishedFramings =
    [
        "Content-Length: 9223372036854775807\r\n\r\n{}", "Content-Length: 100000\r\n\r\n{body}", "Content-Length: 17000000\r\n\r\n{",
        "Transfer-Encoding: chunked\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
        "Content-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\nbroken", "Content-Length: 2\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2", "Transfer-Encoding: chunked\r\n\r\n2;x",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nTrailer",
    ];

    /// <summary>Whole bodies that are no JSON value that any route takes.</summary>
    public static readonly (string Name, byte[] Bytes)[] Bodies =
    [
        ("empty", []), ("blank", " \r\n\t"u8.ToArray()), ("mark alone", [0xEF, 0xBB, 0xBF]),
        ("two marks", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. "{}"u8]),
        ("UTF-16LE", Encoding.Unicode.GetBytes("{\"query\":\"x\"}")),
        ("UTF-16BE with a mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("{}")]),
        ("UTF-32", Encoding.UTF32.GetBytes("{}")), ("NULs", new byte[100]), ("invalid UTF-8", [0xFF, 0xFE, 0xFD]),
        ("invalid UTF-8 in a name", [.. "{\"a"u8, 0xFF, .. "\":1}"u8]),
        ("overlong UTF-8", [.. "{\"a\":\""u8, 0xC0, 0xAF, .. "\"}"u8]),
        ("surrogate in UTF-8", [.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]), ("NUL within", "{\"a\0\":1}"u8.ToArray()),
        .. Texts(
            "null", "true", "0", "-0", "1e400", "\"text\"", "[]", "[[]]", "[{}]", "{", "}", "[", "{\"", "{\"a", "{\"a\"", "{\"a\":",
            "{\"a\":1", "{\"a\":1,}", "{,}", "[1,]",
            "{} {}", "{}\n{}", "{}x", "{}\0", "{'a':1}", "{a:1}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":undefined}", "{\"a\":01}",
            "{\"a\":.5}", "{\"a\":1.}",
            "{\"a\":+1}", "{\"a\":0x10}", "{\"a\":1e}", "{\"a\":\"\t\"}", "{\"a\":\"\\x41\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\ud8zz\"}",
            "{\"a\":1,\"a\":2}", "// c\n{}", "/* c */{}", "{}// c",
            "{\"\\ud800\":1}", "{\"\\udc00\\ud800\":1}", "{\"a\\ud800\":1,\"a\\ud801\":2}", "{\"\":1}", "{\"__proto__\":{\"x\":1}}",
            "{\"constructor\":{\"prototype\":{}}}", "{\"\\u0000\":1}",
            "{\"$type\":\"System.Object\"}", "{\"$ref\":\"#\"}", "query=x", "<a/>", "---\na: 1", "\u001f\u008b\b"),
        ("deep lists", Encoding.ASCII.GetBytes(new string('[', 10_000))),
        ("deep lists, closed", Encoding.ASCII.GetBytes(new string('[', 10_000) + new string(']', 10_000))),
        ("deep objects", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000))),
        ("long name", Encoding.ASCII.GetBytes($"{{\"{new string('n', 1 << 20)}\":1}}")),
        ("long name of halves", Encoding.ASCII.GetBytes($"{{\"{Repeated("\\ud800", 50_000)}\":1}}")),
        ("long number", Encoding.ASCII.GetBytes($"{{\"a\":{new string('9', 100_000)}}}")),
        ("many names", Encoding.ASCII.GetBytes($"{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"{i}\":0"))}}}")),
    ];

    /// <summary>Values as JSON, in place of each field's own, and within metadata.</summary>
    public static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1e400", "-1e400", "1E+999999999", "0.1e-99999", "12345678901234567890123", "2147483648",
        "9223372036854775808", "1.0", "1e0", "0.5",
        "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\"", "\"x\\ud83dx\"", "\"\\udc00\\ud800\"", "\"\\uFFFF\"",
        "\"\\ud83d\\ude00\"", "\"NaN\"", "\"\u202e\u0007\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59-14:00\"", "[]", "[null]", "[1]", "[\"\\ud800\"]", "[[]]", "[{}]", "[{\"\\ud800\":1}]",
        "[[[[[[[[\"\\ud800\"]]]]]]]]", "{}", "{\"\":1}", "{\"a\":{\"b\":{\"c\":null}}}",
        "{\"\\ud800\":\"x\"}", "{\"a\":{\"\\ud800\":\"x\"}}", "{\"a\":[{\"b\":{\"\\udfff\":1}}]}", "{\"a.b\":1,\"a\":{\"b\":2}}",
        "{\"__proto__\":1,\"constructor\":2}", "{\"\\u0000\":1}", "{\"a\":1e400}", "{\"a\":-0}",
        "{\"a\":1,\"\\u0061\":2}", "{\"path\":\"x\"}", $"\"{new string('x', 100_000)}\"", $"{{\"{new string('n', 100_000)}\":1}}",
        $"[{string.Join(',', Enumerable.Repeat("\"x\"",
        10_001))}]", $"{{\"{new string('n', 100_000)}\":[[]]}}", $"{{\"{new string('n', 100_000)}\":{{\"a.b\":1,\"a\":{{\"b\":1}}}}}}",
        $"{Repeated("[", 30)}{Repeated("]", 30)}", "\"year = 1e400\"", "\"(((((((((((\"", "\"a = '\\ud83d\\ude00' and not\"",
        "{\"text\":\"\\ud800\"}", "{\"text\":{\"\\ud800\":1}}",
    ];

    public static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static IEnumerable<(string Name, byte[] Bytes)> Texts(params string[] texts) =>
        texts.Select(t => (t, Encoding.UTF8.GetBytes(t)));
}
