using Lodestone.Ingestion.Readers.Code;

namespace Lodestone.Ingestion.Tests;

public sealed class CodeTests
{
    [Theory]
    [InlineData("a.py", "python", "import os\n\n# Reads.\n@cached\ndef read(x):\n    '''def no():\n    class No:'''\n    return x\n\nclass A(B):\n    async def f(self):\n        if x: pass\n",
        "1 def read(x):|1 class A(B):|2 async def f(self):")]
    [InlineData("a.cs", "c#", "namespace A;\n\n/// <summary>S.</summary>\n[Serializable]\npublic sealed class B<T>(int x) : C\n{\n    private int _f = Make(1);\n\n    /* void No() {\n    class No */\n    public async Task<int> RunAsync(\n        int a)\n    {\n        return Call(a);\n    }\n\n    [Fact] public B() { }\n    public int P => F(1);\n    internal record struct R(int A);\n}\n",
        "1 public sealed class B<T>(int x) : C|2 public async Task<int> RunAsync(|2 [Fact] public B() { }|2 internal record struct R(int A);")]
    [InlineData("A.java", "java", "@Deprecated\npublic class A {\n  // int no(int x) {\n  @Override public int f(int x) throws E {\n    for (int i : xs) {\n      System.out.println(x);\n    }\n    return g(x);\n  }\n  A(int x) {\n  }\n}\n",
        "1 public class A|2 @Override public int f(int x) throws E|2 A(int x)")]
    [InlineData("a.js", "javascript", "import x from 'src/*.js';\nexport default function main(a) {\n}\nconst add = (a, b) => a + b;\nconst no = 1;\nclass A {\n  run(x) {\n    if (x) {\n      it('does', () => {\n    }\n  }\n}\nconst s = `\nfunction no() {\n`;\n",
        "1 export default function main(a)|1 const add = (a, b) => a + b;|1 class A|2 run(x)")]
    [InlineData("a.ts", "typescript", "export interface A<T> {\n  b: string;\n}\nexport const f = async (x: number): Promise<void> => {\n};\ntype X = string;\n",
        "1 export interface A<T>|1 export const f = async (x: number): Promise<void> =>|1 type X = string;")]
    [InlineData("a.go", "go", "package a\n\n// Read reads.\nfunc (r *Reader) Read(p []byte) (int, error) {\n\tgo func() {\n\t}()\n}\n\ntype T struct {\n}\n",
        "1 func (r *Reader) Read(p []byte) (int, error)|1 type T struct")]
    [InlineData("a.rs", "rust", "#[derive(Debug)]\npub(crate) struct A<'a> {\n    x: &'a str,\n}\nimpl A {\n    pub async fn run(&self) -> i32 {\n        let y = f(1);\n    }\n}\n",
        "1 pub(crate) struct A<'a>|1 impl A|2 pub async fn run(&self) -> i32")]
    [InlineData("a.c", "c", "#include <x.h>\nstruct a;\nstruct b {\n  int x;\n};\nstatic int f(int x)\n{\n  if (x) g(x);\n  h(x, \"/*\");\n}\nint main(void) {\n}\nint proto(int);\n",
        "1 struct b|1 static int f(int x)|1 int main(void)")]
    [InlineData("a.cpp", "c++", "namespace a {\nA::A(int x) {\n}\nvoid A::run() const {\n  for (auto x : y) {\n  }\n  std::cout << f(x);\n}\n}\n",
        "1 namespace a|1 A::A(int x)|1 void A::run() const")]
    [InlineData("a.rb", "ruby", "module A\n  class B < C\n    # Adds.\n    def add(x)\n      x\n    end\n  end\nend\n", "1 module A|2 class B < C|3 def add(x)")]
    [InlineData("a.sql", "sql", "-- Users.\nCREATE TABLE users (id int);\ncreate or replace function f() returns int\nselect 1;\n",
        "1 CREATE TABLE users (id int);|1 create or replace function f() returns int")]
    [InlineData("a.sh", "shell", "#!/bin/sh\nrun() {\n  echo \"x()\"\n}\nfunction stop {\n}\n", "1 run()|1 function stop")]
    [InlineData("a.ps1", "powershell", "<#\nfunction No {}\n#>\nFunction Get-It {\n}\n", "1 Function Get-It")]
    [InlineData("a.R", "r", "f <- function(x) {\n}\ny <- apply(x, 1, function(z) z)\n", "1 f <- function(x)")]
    [InlineData("a.kt", "kotlin", "data class A(val x: Int)\nfun main() {\n  val f = 1\n}\nobject B\n", "1 data class A(val x: Int)|1 fun main()|1 object B")]
    [InlineData("a.clj", "clojure", "(ns a.b)\n(defn f [x]\n  (def y 1))\n", "1 (ns a.b)|1 (defn f [x]|2 (def y 1))")]
    public async Task ReadAsync_SourceCode_KeepsItsTextAndHasItsDefinitionsAsHeadings(string name, string language, string code, string expected)
    {
        var item = await Reader.OneAsync(name, code);
        Assert.Equal(code, item.Document!.Text);
        Assert.Equal(MetadataValue.Of(language), item.Document.Metadata["language"]);
        Assert.Equal(expected.Replace(" {", "", StringComparison.Ordinal), string.Join('|', item.Document.Headings.Select(h => $"{h.Level} {h.Text}")).Replace(" {", "", StringComparison.Ordinal));
        Assert.Equal((Path.GetFileNameWithoutExtension(name), TitleSource.FileName), (item.Document.Title, item.TitleSource));
    }

    [Theory]
    [InlineData("a.cs", "class A;\n\n/// <summary>S.</summary>\n[Serializable]\nclass B {\n}\n", "/// <summary>S.</summary>")]
    [InlineData("a.py", "x = 1\n\n# Reads.\n@cached\ndef f():\n  pass\n", "# Reads.")]
    [InlineData("a.java", "int x;\n/**\n * Reads.\n */\nclass B {\n}\n", "/**")]
    [InlineData("a.go", "// Package.\n\nfunc f() {\n", "func f() {")]
    public async Task ReadAsync_Definition_BeginsWithTheCommentAboveIt(string name, string code, string start)
    {
        var document = (await Reader.OneAsync(name, code)).Document!;
        Assert.StartsWith(start, document.Text[document.Headings[^1].Start..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_VeryManyDefinitions_AreHeadingsUpToABoundWithANote()
    {
        var item = await Reader.OneAsync("a.py", string.Concat(Enumerable.Repeat("def f():\n", CodeExtractor.MaxDefinitions + 1)));
        Assert.Equal(CodeExtractor.MaxDefinitions, item.Document!.Headings.Count);
        Assert.Equal(ReadNoteKind.PartLeftOut, Assert.Single(item.Notes).Kind);
    }

    [Theory]
    [InlineData("a.js")]
    [InlineData("a.rs")]
    [InlineData("a.cs")]
    public async Task ReadAsync_LongLinesOfQuotesAndComments_CostTheirLength(string name)
    {
        foreach (var part in new[] { "\\\"", "\"", "'", "/*", "`", "/", "(", "{ x ", "\"\"\"", "a(" })
            Assert.NotNull((await Reader.OneAsync(name, "x = " + string.Concat(Enumerable.Repeat(part, 1_000_000)))).Document);
    }
}
