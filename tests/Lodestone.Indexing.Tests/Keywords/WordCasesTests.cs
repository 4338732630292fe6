using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

/// <summary>Words as people write them, each after a public report: a query must find the passage, whatever its spelling.</summary>
public sealed class WordCasesTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.OfMemory();

    [Theory]
    [InlineData("The résumé of the señor is kept in Zürich.",
        "résumé", "resume", "re\u0301sume\u0301", "Zürich", "zurich", "senor", "SEN\u0303OR")]
    [InlineData("The fac\u0327ade of the cre\u0300me cafe\u0301 was painted in Sa\u0303o Paulo.",
        "façade", "facade", "crème", "creme", "São", "Sao", "cafés")]
    [InlineData("\u1112\u1161\u11A8\u110C\u1165\u11B7 \u110B\u1175\u11AB\u110C\u1165\u11BC", "학점", "인정")]
    [InlineData("Ho\u0301a đo\u031Bn pha\u0309i đu\u031Bo\u031B\u0323c thanh toa\u0301n trong ba mu\u031Bo\u031Bi nga\u0300y",
        "thanh toán", "Hóa đơn", "hoa don", "được", "duoc")]
    [InlineData("The eﬃcient oﬃce ﬁnds a diﬀerent waﬄe.", "efficient", "office", "finds", "different", "waffle", "eﬃcient")]
    [InlineData("The data\u00ADbase admin\u00ADistrator grants permission.", "administrator", "database", "admin\u00ADistrators")]
    [InlineData("The turn\u200Bstile and the light\u200Bhouse.", "lighthouse", "turnstile")]
    [InlineData("The shelf\u200Cful of books was sold.", "shelfful")]
    [InlineData("The foot\u2060ball pitch is closed.", "football")]
    [InlineData("The gate\uFEFFway is open.", "gateway")]
    [InlineData("Ｓｅｒｉａｌ ＡＢＣ１２３４５ was recalled.", "ABC12345", "serial", "ａｂｃ１２３４５")]
    [InlineData("The 𝗯𝗼𝗹𝗱 word and 𝓼𝓬𝓻𝓲𝓹𝓽 word.", "bold", "script")]
    [InlineData("The area is 40 m² and H₂O is water, part № 7.", "m2", "m²", "H2O", "h₂o", "No 7", "№ 7")]
    [InlineData("ﾃﾚﾋﾞ is television", "テレビ", "ﾃﾚﾋﾞ")]
    [InlineData("Keep it below 40 ℃ and above 5 ℉; one Ångström (\u212B) and 10 kΩ (\u2126).",
        "℃", "°C", "40°C", "℉", "Å", "angstrom", "kΩ", "Ω", "k\u2126")]
    [InlineData("Тhе sсhооl is орen", "the school", "open", "sсhооl")]
    [InlineData("The \u200EKaufhaus\u200F is near.", "Kaufhaus", "\u2067Kaufhaus\u2069")]
    [InlineData("The naïveté of Brontë.", "Bronte", "Brontë", "naivete", "NAI\u0308VETE\u0301")]
    [InlineData("İSTANBUL ofisi ve ILICA şubesi.", "ilica", "istanbul", "İstanbul", "I\u0307stanbul", "şubesi", "subesi", "ılıca")]
    [InlineData("ΟΔΟΣ και Ὀδυσσεύς", "οδός", "οδος", "Οδυσσευς", "ὈΔΥΣΣΕΎΣ")]
    [InlineData("STRASSE und Straße und GROẞ", "straße", "strasse", "groß", "gross")]
    [InlineData("Le cœur et l'œuvre, the Æsir, a Łódź smørrebrød þing", "coeur", "œuvre", "oeuvre", "aesir", "lodz", "smorrebrod", "thing")]
    [InlineData("ёлка и мой дом", "елка", "ёлка", "мой")]
    [InlineData("שָׁלוֹם and مَرْحَبًا", "שלום", "مرحبا")]
    [InlineData("Price ١٢٣ and ४५", "123", "45")]
    [InlineData("sᴍᴀʟʟ capitals, Ⅷ and ĳs and ℝ", "small", "VIII", "ijs", "R")]
    [InlineData("צה״ל", "צה\"ל", "צהל")]
    [InlineData("١٢月 １２月", "12月", "１２月")]
    [InlineData("Java™8 on Windows® is 2½ times and 10³ m", "java", "windows", "2", "10")]
    public void Search_OtherCharactersForTheSameWord_FindThePassage(string text, params string[] queries) => AssertFound(text, queries);

    [Theory]
    [InlineData("If you can’t log in, O’Neil at the desk helps; you’re welcome at Harry’s.",
        "can't", "cant", "can’t", "O'Neil", "oneil", "O`Neil", "O´Neil",
        "Neil", "you're", "youre", "Harry", "Harry's", "harrys", "Harry‘s")]
    [InlineData("L’échéance de l’assurance d’Artagnan est passée.",
        "échéance", "echeance", "assurance", "l'assurance", "Artagnan", "d’Artagnan")]
    [InlineData("The non‑breaking key and the end–to–end test; 10 − 3 = 7.",
        "non-breaking", "nonbreaking", "breaking", "end-to-end", "endtoend")]
    [InlineData("Wait…done. “Quoted” words; ‘single’ ones; 5′ 3″ tall.", "wait", "done", "quoted", "single", "5", "3", "tall")]
    [InlineData("don't touch", "dont", "don’t", "DON‛T", "donʼt")]
    [InlineData("rock ’n’ roll of the ʻokina in Hawaiʻi", "rock 'n' roll", "Hawaii", "Hawai'i")]
    public void Search_AnyApostropheOrDash_FindsThePassage(string text, params string[] queries) => AssertFound(text, queries);

    [Theory]
    [InlineData("max_open_files in limits.toml",
        "open", "max open files", "maxOpenFiles", "MAX_OPEN_FILES", "max-open-files", "limits", "toml")]
    [InlineData("set retry_backoff_seconds to nine", "backoff", "retry", "retryBackoffSeconds", "second")]
    [InlineData("call getUserById before login", "user", "getUser", "get_user_by_id", "getuserbyid")]
    [InlineData("see /var/log/quarry/daemon.log", "daemon", "quarry", "/var/log", "daemon.log")]
    [InlineData("release v3.14.2 is out", "v3.14.2", "3.14.2", "3.14", "v3.14", "14.2", "V3.14.2")]
    [InlineData("release 3.14.2 is out", "v3.14.2", "3.14.2", "3.14", "v3")]
    [InlineData("mail billing-desk@quarry.example", "billing", "billing-desk", "quarry", "billing-desk@quarry.example", "quarry.example")]
    [InlineData("std::vector grows", "vector", "std", "std::vector")]
    [InlineData("client.connect() fails", "connect", "client", "client.connect", "client->connect")]
    [InlineData("host db01.internal.example is down", "db01", "internal", "db01.internal", "db 01")]
    [InlineData("address 10.20.30.40 answers", "10.20.30.40", "10.20", "30.40", "10.20.30")]
    [InlineData("wi-fi is slow", "wifi", "wi-fi", "WiFi", "wi fi")]
    [InlineData("the wifi is slow", "wi-fi", "wifi", "Wi‑Fi")]
    [InlineData("e-mail is late", "email", "emails", "e-mails", "E-Mail")]
    [InlineData("an email is late", "e-mail", "e-mails", "email")]
    [InlineData("built for x86_64", "x86", "64", "x86-64", "x86_64")]
    [InlineData("error FH4102 appears", "FH4102", "FH-4102", "FH 4102", "fh_4102", "4102")]
    [InlineData("error FH-4102 appears", "FH4102", "FH 4102", "4102")]
    [InlineData("part AB12CD34", "AB12CD34", "AB12-CD34", "ab-12-cd-34", "12")]
    [InlineData("costs 1,000 euro", "1000", "1,000", "1 000", "1'000", "1_000")]
    [InlineData("costs 1000 euro", "1,000", "1000", "1 000", "1\u00A0000", "1.000", "1\u202F000")]
    [InlineData("costs 1.234.567,50 yen", "1234567.50", "1,234,567.50")]
    [InlineData("AT&T and R&D", "AT&T", "R&D", "att", "at＆t")]
    [InlineData("use C++ here", "C++", "c++", "C＋＋")]
    [InlineData("use C# here", "C#", "c#", "C♯")]
    [InlineData("use .NET here", ".NET", "net", ".net")]
    [InlineData("use ASP.NET here", "ASP.NET", "asp", "net", ".NET", "aspnet")]
    [InlineData("open 24/7 daily", "24/7", "24", "7", "24-7")]
    [InlineData("meet at 10:30", "10:30", "10")]
    [InlineData("the I/O is slow", "I/O", "io", "i/o")]
    [InlineData("tag #urgent is set", "#urgent", "urgent")]
    [InlineData("ask @helpdesk now", "@helpdesk", "helpdesk")]
    [InlineData("id 3f2a-99b1-77", "3f2a-99b1-77", "3f2a", "99b1", "3f2a99b177")]
    [InlineData("NullReferenceException was thrown", "NullReference", "reference", "null reference exception", "nullreferenceexception")]
    [InlineData("Kubernetes' pods", "Kubernetes", "kubernetes'", "pod")]
    [InlineData("the U.S.A. office", "USA", "U.S.A.", "U.S.A", "u.s.a.")]
    [InlineData("the USA office", "U.S.A.", "usa")]
    [InlineData("it is 5kg heavy", "5 kg", "5kg", "5 ㎏", "5-kg")]
    [InlineData("it is 5 kg heavy", "5kg", "5 kg")]
    [InlineData("in Q3/2031 sales", "Q3", "2031", "Q3/2031")]
    [InlineData("foo=bar in config", "foo", "bar", "foo=bar")]
    [InlineData("file report_final_v2.pdf", "report", "final", "report_final_v2", "report-final-v2.pdf", "v2", "pdf")]
    [InlineData("file report-final-v2.pdf", "report", "report_final_v2.pdf", "v2")]
    [InlineData("50% discount", "50", "50%")]
    [InlineData("price $99.95", "99.95", "$99.95", "99,95")]
    [InlineData("naming: snake_case_name", "snake_case_name", "snakeCaseName", "case", "snake-case-name")]
    [InlineData("the OAuth2Token class", "oauth", "OAuth2", "token", "oauth2token", "OAuth 2 token")]
    [InlineData("1st floor", "1st", "1ST")]
    [InlineData("O'Neil signed", "O’Neil", "ONeil", "neil")]
    [InlineData("www.quarry.example/help page", "quarry", "help", "www.quarry.example", "quarry.example")]
    [InlineData("1.5 bar", "1,5", "1.5")]
    [InlineData("part-no: 77.12.9", "77.12.9", "77.12", "12.9", "part no", "partno")]
    [InlineData("XMLHttpRequest and parseHTMLFast", "xml", "http request", "html", "XML_HTTP_REQUEST", "parse")]
    [InlineData("ISBN 978-3-16-148410-0", "9783161484100", "978-3-16-148410-0")]
    [InlineData("Node.js and Notepad++ on Google+", "nodejs", "node", "notepad", "Notepad++", "google", "Google+")]
    [InlineData("kebab-case-name and App::Model::User and C:\\Users\\quarry",
        "kebab", "kebabCaseName", "model", "App.Model.User", "quarry")]
    [InlineData("python3.11 and log4j-2.17.1", "3.11", "python", "python 3.11", "log4j", "log", "2.17", "Log4J")]
    [InlineData("tag 1.2.3rc1 of .NET8", "1.2.3", "1.2", "rc1", ".NET", "net", ".NET 8")]
    [InlineData("1,00,000 rupees and 10'500.25 francs", "100000", "100,000", "10500.25")]
    [InlineData("/usr/share/doc/lodestone/examples/config/default/limits.toml", "limits", "lodestone/examples", "usr share doc")]
    [InlineData("GPT-4 and COVID-19 and utf8", "GPT4", "covid19", "covid 19", "utf-8", "UTF 8")]
    public void Search_OtherSpellingOrPartOfAName_FindsThePassage(string text, params string[] queries) => AssertFound(text, queries);

    [Theory]
    [InlineData("東京都は日本の首都です", "東京", "日本", "首都", "都")]
    [InlineData("データベースの管理者", "データ", "データベース", "管理者", "管理")]
    [InlineData("학점을 인정하는 규정", "학점", "인정", "규정", "인정하는")]
    [InlineData("中文搜索引擎𠮷野家", "搜索", "引擎", "中文搜索", "𠮷野家", "𠮷")]
    [InlineData("使用iPhone手机", "iphone", "手机", "手機手机")]
    public void Search_TextWithoutSpaces_IsFoundByItsWords(string text, params string[] queries) => AssertFound(text, queries);

    public void Dispose() => _folder.Dispose();

    // Each query alone must find the passage, and the other passages must not have it: then it is the words that were found.
    private void AssertFound(string text, string[] queries)
    {
        using var index = KeywordIndex.Open(_folder.Path, new());
        index.Add([new(1, "", text), new(2, "", "a quite other passage about something else")]);
        using var snapshot = index.Snapshot();
        string[] lost = [.. queries.Where(q => snapshot.Find(q, 5).Hits is not [{ Key: 1 }])];
        Assert.True(lost.Length == 0, $"'{text}' is not found by '{string.Join("', '", lost)}'.");
    }
}
