using System.Globalization;
using Lodestone.CrashDriver;

// Programs that are started to be killed. Usage:
//   write COLLECTION LOG STATE SEED EXACT-UP-TO MODEL|- OTHER-MODEL   random changes, each acknowledged in the log
//   open COLLECTION EXACT-UP-TO                                       opens, which may have to recover, and closes
//   read COLLECTION STOP-FILE                                         searches as a reader until the file is there
//   backup COLLECTION FOLDER REPORTS                                  backs up until so many reports of progress, then waits for its end
//   extract FOLDER                                                    reads the folder's files, a line for each
//   worker                                                            answers as a worker whose parser fails as a file's name asks
//   host FILE                                                         reads a file by such a worker, a line for each text
//   mutate FOLDER FIRST-SEED COUNT                                    reads that many mutated PDFs, each written into the folder first
//   mutate-fonts FOLDER FIRST-SEED COUNT                              the same with damage to embedded fonts alone
var patience = TimeSpan.FromMinutes(args[0] is "read" or "mutate" or "mutate-fonts" ? 30 : 2);
using var longest = new CancellationTokenSource(patience);
switch (args[0])
{
    case "write":
        await new Writer(
            args[1], args[2], StateFile.Read(args[3]), int.Parse(args[4], CultureInfo.InvariantCulture),
            int.Parse(args[5], CultureInfo.InvariantCulture), args[6] == "-" ? null : args[6], args[7]).RunAsync(longest.Token);
        break;
    case "open":
        var options = new Lodestone.CollectionOptions { ExactUpTo = int.Parse(args[2], CultureInfo.InvariantCulture) };
        await using (await Lodestone.Collection.OpenAsync(args[1], options, longest.Token))
            Console.WriteLine("open");
        break;
    case "read":
        await new Reader(args[1], args[2]).RunAsync(longest.Token);
        break;
    case "backup":
        await using (var collection = await Lodestone.Collection.OpenAsync(args[1], new() { ReadOnly = true }, longest.Token))
        {
            var stop = new StopsAfter(int.Parse(args[3], CultureInfo.InvariantCulture), longest.Token);
            await collection.BackupAsync(args[2], stop, longest.Token);
            Console.WriteLine("whole");
        }

        break;
    case "extract":
        await Extraction.RunAsync(args[1], longest.Token);
        break;
    case "worker":
        Lodestone.Ingestion.ExtractionWorker.Run((_, _) => new FaultyReader());
        break;
    case "host":
        await Extraction.HostAsync(args[1], longest.Token);
        break;
    case "mutate" or "mutate-fonts":
        await Extraction.MutateAsync(
            args[1], fonts: args[0] == "mutate-fonts", int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture), longest.Token);
        break;
    default:
        Console.Error.WriteLine($"'{args[0]}' is not known: write, open, read, backup, extract, worker, host, mutate, mutate-fonts.");
        return 2;
}

return 0;
