namespace Lodestone.Ingestion.Tests;

/// <summary>A page's text is what a reader of it can come to see; parts are judged by what they hold.</summary>
public sealed class HtmlContentTests
{
    private const string Prose = "<p>The port was built in the last century by people who had never seen a storm, and the first winter taught them " +
        "what the sea does to a wall of loose stones. They built it again, with blocks of granite that came by rail from the hills, and the wall has " +
        "stood since then. Every spring its joints are looked at, and filled where the frost has opened them.</p>";

    [Theory]
    [InlineData("<main><h1>Help</h1><h2><button type=button>Can I bring my dog on the ferry?</button></h2><div>Yes, on a lead.</div>" +
        "<h2><button aria-expanded=false>Is there a luggage limit?</button></h2><div hidden>Two bags per person.</div></main>",
        "Can I bring my dog on the ferry?", "Yes, on a lead.", "Is there a luggage limit?", "Two bags per person.")]
    [InlineData("<div class=faq><button>Opening hours?</button><div style=\"display: none\"><p>From ten to five.</p></div></div>", "From ten to five.")]
    [InlineData("<ul class=list><li><button>Cost</button><div class=\"panel collapse\"><p>Nine.</p></div></li></ul>", "Cost", "Nine.")]
    [InlineData("<div><div class=q><button>Dogs</button></div><div class=a hidden>On a lead.</div></div>", "Dogs", "On a lead.")]
    [InlineData("<details><summary>Fees</summary><p>Nine euro.</p></details>", "Fees", "Nine euro.")]
    [InlineData("<a href=#more>Show more</a><p>Text.</p><div id=more hidden>The rest of it.</div>", "The rest of it.")]
    [InlineData("<p>Text.</p><div hidden=until-found>Found by a search.</div>", "Found by a search.")]
    [InlineData("<dialog><p>Depth at low water: four metres.</p></dialog><button>Depth</button>", "Depth at low water: four metres.")]
    [InlineData("<p>Text.</p><aside class=admonition><p>Danger</p><p>Make a dump first.</p></aside>", "Make a dump first.")]
    [InlineData("<main><h1>Museum</h1></main><section><p>Open from ten to five, closed on Mondays; tickets are nine euro.</p></section>",
        "Museum", "Open from ten to five, closed on Mondays; tickets are nine euro.")]
    [InlineData("<article><p>First of the articles.</p></article><section>The opening hours.</section>", "First of the articles.", "The opening hours.")]
    [InlineData("<p>Text.</p><footer><p>The office is open from nine to noon on weekdays, and by appointment.</p></footer>",
        "The office is open from nine to noon on weekdays, and by appointment.")]
    [InlineData("<p>Text.</p><div role=complementary><p>Ring the bell when the door is closed.</p></div>", "Ring the bell when the door is closed.")]
    [InlineData("<p>Text.</p><p aria-hidden=true>Shown to all who see, and not read aloud.</p>", "Shown to all who see, and not read aloud.")]
    [InlineData("<nav><p>This guide has three parts, of which the second is the one that you need.</p></nav><p>Text.</p>", "This guide has three parts")]
    [InlineData("<ul><li><a href=a>Anchors</a><li><a href=b>Buoys</a><li><a href=c>Cranes</a><li><a href=d>Docks</a></ul>", "Anchors", "Docks")]
    public async Task ReadAsync_TextThatAReaderCanComeToSee_IsKept(string html, params string[] parts)
    {
        var text = (await Reader.OneAsync("a.html", html)).Document!.Text;
        var at = 0;
        foreach (var part in parts)
        {
            at = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{part}' is not in '{text}'");
        }
    }

    [Theory]
    [InlineData("<nav><a href=a>Home</a> <a href=b>News</a> <a href=c>About us</a></nav>" + Prose, "News")]
    [InlineData("<div class=sidebar><ul><li><a href=a>Home</a><li><a href=b>News</a><li><a href=c>About us</a></ul></div>" + Prose, "News")]
    [InlineData(Prose + "<div><ul><li><a href=a>Another story</a><li><a href=b>News</a><li><a href=c>A third one</a></ul></div>", "News")]
    [InlineData(Prose + "<aside><h3>Related</h3><a href=a>News from the port</a> <a href=b>More news from it</a></aside>", "News")]
    [InlineData(Prose + "<footer><p>© 2024 News Company. All rights reserved.</p></footer>", "News")]
    [InlineData("<p hidden>News for nobody at all</p>" + Prose, "News")]
    [InlineData("<div style='display:none'>News for nobody at all</div>" + Prose, "News")]
    [InlineData("<div class=cookie-banner><p>We use cookies to send you News and more of what you like.</p></div>" + Prose, "News")]
    [InlineData(Prose + "<button>News</button>", "News")]
    [InlineData(Prose + "<p><a href=#>News</a></p>" + Prose + "<p><a href=#>News</a></p>" + Prose + "<p><a href=#>News</a></p>", "News")]
    public async Task ReadAsync_FrameOfThePage_IsLeftOutAndCounted(string html, string leftOut)
    {
        var item = await Reader.OneAsync("a.html", html);
        Assert.DoesNotContain(leftOut, item.Document!.Text, StringComparison.Ordinal);
        Assert.Contains("The port was built", item.Document.Text, StringComparison.Ordinal);
        var note = Assert.Single(item.Notes);
        Assert.Equal(ReadNoteKind.TextLeftOut, note.Kind);
        Assert.Matches("[0-9]+ parts?, [0-9]+ words?", note.Message);
    }

    [Fact]
    public async Task ReadAsync_WordThatIsALinkInManySentences_StaysInThem()
    {
        const string link = "<a href=e><code><span class=pre>RuntimeError</span></code></a>";
        var html = string.Concat(Enumerable.Range(0, 5).Select(i =>
            $"<p>When the lock of part {i} is unlocked, a {link} is raised.</p><ul><li>See {link} for more.</li></ul>"));
        var item = await Reader.OneAsync("a.html", html);
        for (var i = 0; i < 5; i++)
            Assert.Contains($"part {i} is unlocked, a RuntimeError is raised.", item.Document!.Text, StringComparison.Ordinal);
        Assert.Equal(5, item.Document!.Text.Split("See RuntimeError for more.").Length - 1);
        Assert.Empty(item.Notes);
    }

    [Theory]
    [InlineData("<div role=main><h1>Questions</h1><div class=toctree-wrapper>LINKS</div></div><div class=footer>FOOT</div>")]
    [InlineData("<div class=body><h1>Questions</h1><p>These are the pages of this part, each by a member of the crew.</p>LINKS</div>" +
        "<div id=footer>FOOT</div>")]
    [InlineData("<h1>Questions</h1><p>These are the pages of this part, each by a member of the crew.</p>LINKS<footer>FOOT</footer>")]
    [InlineData("<main><h1>Questions</h1><div class=links>LINKS</div></main><div class=copyright>FOOT</div>")]
    [InlineData("<table><tr><td><h1>Questions</h1><p>Each page below is by a member of the crew.</p>LINKS<tr><td class=footer>FOOT</table>")]
    public async Task ReadAsync_PageOfLinks_KeepsThem(string html)
    {
        const string foot = "<p>The foundation of the port is not for profit, and lives on what its friends give to it every year.</p>" +
            "<p>Examples, recipes and other code in these pages may be used by all, under the terms that the first page has for them.</p>" +
            "<p>This page is made by people who like the sea, and who are glad to hear of mistakes in what they have written.</p>";
        const string links = "<ul><li><a href=a>General questions</a><li><a href=b>Programming questions</a><li><a href=c>Design and " +
            "history</a><li><a href=d>Extending and embedding</a></ul>";
        var text = (await Reader.OneAsync("a.html", html.Replace("LINKS", links, StringComparison.Ordinal)
            .Replace("FOOT", foot, StringComparison.Ordinal))).Document!.Text;
        Assert.Contains("Programming questions", text, StringComparison.Ordinal);
        Assert.Contains("Extending and embedding", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<h2>Fees<a href=#fees>#</a></h2><p>Nine euro.", "Fees\n\nNine euro.")]
    [InlineData("<h2>Fees<a href=page.html#fees> \u00B6</a></h2><p>Nine euro.", "Fees\n\nNine euro.")]
    [InlineData("<p>The note. <a href=#ref1>\u21A9</a>", "The note.")]
    [InlineData("<p>See <a href=#fees>#42</a> and <a href=https://example.org/>#</a>.", "See #42 and #.")]
    public async Task ReadAsync_MarkThatLeadsToItsHeading_IsNoText(string html, string text) =>
        Assert.Equal(text, (await Reader.OneAsync("a.html", html)).Document!.Text);

    [Fact]
    public async Task ReadAsync_PageWithoutAFrame_HasNoNote() => Assert.Empty((await Reader.OneAsync("a.html", Prose)).Notes);

    [Fact]
    public async Task ReadAsync_Tabs_AreReadEachWithItsLabel()
    {
        var text = (await Reader.OneAsync("a.html",
            "<ul role=tablist><li role=tab>npm</li><li role=tab>Yarn</li></ul><div role=tabpanel><pre>npm add x</pre></div>" +
            "<div role=tabpanel hidden><pre>yarn add x</pre></div>")).Document!.Text;
        Assert.Matches("^npm\\s+npm add x\\s+Yarn\\s+yarn add x$", text);
    }

    [Fact]
    public async Task ReadAsync_References_AreNoPartOfTheWordsBefore()
    {
        var text = (await Reader.OneAsync("a.html",
            "<p>A queue has at most 400 jobs <a class=\"footnote-reference brackets\" href=#f1>1</a>. Tides<sup><a href=#n2>2</a></sup> rise.</p>" +
            "<aside class=\"footnote brackets\" id=f1 role=doc-footnote><span>1</span><p>4000 on the Enterprise plan.</p></aside>")).Document!.Text;
        Assert.StartsWith("A queue has at most 400 jobs [1]. Tides[2] rise.", text, StringComparison.Ordinal);
        Assert.Contains("4000 on the Enterprise plan.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_TableOfData_IsOneLineARow() => Assert.Equal("Vessel\tFee\nDinghy small or old\t4 EUR\nYacht\t18 EUR",
        (await Reader.OneAsync("a.html",
            "<table><tr><th><p>Vessel</p><th>Fee<tr><td><p>Dinghy</p><p>small<br>or old</p><td>4 EUR<tr><td>Yacht<td>18 EUR</table>")).Document!.Text);

    [Fact]
    public async Task ReadAsync_TableThatPlacesParts_IsReadPartByPart() => Assert.Equal("Rules\n\nText.\n\nOther text.",
        (await Reader.OneAsync("a.html", "<table><tr><td><h2>Rules</h2><p>Text.</p><td><p>Other text.</p></table>")).Document!.Text);

    [Theory(Timeout = 180_000)]
    [InlineData("<p hidden>a</p>", 100_000)]
    [InlineData("<div class=nav><a href=#a>b</a><a href=#c>d</a><a href=#e>f</a></div>", 40_000)]
    [InlineData("<button>a b</button>", 100_000)]
    [InlineData("<div role=tab aria-controls=x>a</div><div role=tabpanel id=x>b</div>", 50_000)]
    [InlineData("<table><tr><td><p>a</p>", 300)]
    public async Task ReadAsync_ManyPartsToJudge_CostTheirLength(string part, int count)
    {
        var html = new System.Text.StringBuilder().Insert(0, part, count).Append("<p>words</p>").ToString();
        Assert.Contains("words", (await Reader.OneAsync("a.html", html)).Document!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>Berth: <input value='North 7'>, free.</p>", "Berth: North 7 , free.")]
    [InlineData("<table><tr><td>Owner<td><input type=email value='ann@x.org'></table>", "Owner\tann@x.org")]
    [InlineData("<p>a<input type=hidden value=x><input type=password value=x><input type=submit value=Send><input type=radio value=x>b</p>", "ab")]
    [InlineData("<p>a<input value=x style='display:none'><input value=''><input placeholder=x>b</p>", "ab")]
    [InlineData("<label>Remarks</label><textarea>Two dogs\n  on board</textarea><p>b", "Remarks\nTwo dogs\n  on board\n\nb")]
    [InlineData("<select><option>North<option selected>South</select>", "North\nSouth")]
    [InlineData("<select><optgroup label='Piers'><option>North<option label='Far'></select>", "Piers\nNorth\nFar")]
    public async Task ReadAsync_FieldsOfForms_AreWhatAReaderSees(string html, string text) =>
        Assert.Equal(text, (await Reader.OneAsync("a.html", html)).Document!.Text);

    [Fact]
    public async Task ReadAsync_LongListOfOptions_IsTheOneThatIsChosen()
    {
        var options = string.Concat(Enumerable.Range(0, 30).Select(i => $"<option{(i == 17 ? " selected" : "")}>Port {i}"));
        var item = await Reader.OneAsync("a.html", $"<p>The vessel lies in <select>{options}</select> since May.</p>");
        Assert.Equal("The vessel lies in Port 17 since May.", item.Document!.Text);
        Assert.Contains("options", Assert.Single(item.Notes).Message, StringComparison.Ordinal);
    }
}
