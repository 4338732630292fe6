using System.Text.Json;
using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Search;

/// <summary>The route that counts values of fields, for facets beside a search.</summary>
internal static class FacetRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/collections/{name}/facets", CountAsync)
        .RequireScope(KeyScope.Read)
        .Describe(
            "Count facets",
            "Counts the values of fields over all documents that match, exactly and as of one moment: the most frequent values of each " +
            "field, and the number of different ones. Values that were `chosen` of a field narrow the counts of the others, and not " +
            "those of their own field. No model runs. `unknownFields` names the fields that no document has.")
        .Accepts<FacetsRequest>()
        .Produces<FacetsResponse>()
        .ProducesProblems(400, 404, 409, 413, 415, 422, 429, 503, 504);

    private static async Task<IResult> CountAsync(
        HttpContext context, string name, OpenCollections collections, RequestAdmission admission)
    {
        CollectionName.Validate(name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<FacetsRequest>()).ConfigureAwait(false);
        var options = request.ToOptions();
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        await admission.AdmitFacetsAsync(context, options, use.Collection).ConfigureAwait(false);
        var stop = RequestDeadline.TokenOf(context);
        var facets = await use.Collection.CountFacetsAsync(options, stop).ConfigureAwait(false);
        var unknown = await use.Collection.FindUnknownFieldsAsync(FieldsOf(options), stop).ConfigureAwait(false);
        return JsonResults.Ok(facets.ToResponse(unknown), ContractsJson.TypeInfo<FacetsResponse>());
    }

    private static Filter FieldsOf(FacetOptions options)
    {
        var fields = options.Fields.Select(f => Filter.Exists(f)).Aggregate((all, one) => all & one);
        return options.ToFilter() is { } filter ? fields & filter : fields;
    }
}

/// <summary>Maps a request for facets to the library's options.</summary>
internal static class FacetRequestOptions
{
    /// <exception cref="RequestException">A field is blank, or there twice; or a value is of no kind that a filter compares.</exception>
    /// <exception cref="FilterException">The filter cannot be parsed.</exception>
    public static FacetOptions ToOptions(this FacetsRequest request)
    {
        EnsureDistinct([.. request.Fields], i => RequestShape.Item("fields", i));
        IReadOnlyList<FacetChoice> chosen = request.Chosen ?? [];
        EnsureDistinct([.. chosen.Select(c => c.Field)], i => RequestShape.Join(RequestShape.Item("chosen", i), "field"));
        var options = new FacetOptions
        {
            Fields = request.Fields,
            Filter = string.IsNullOrWhiteSpace(request.Filter) ? null : Filter.Parse(request.Filter),
            Strict = request.Strict ?? false,
            Chosen = chosen.Select((c, i) => (c.Field, Values: Values(c, i)))
                .ToDictionary(c => c.Field, c => c.Values, StringComparer.Ordinal),
        };
        return request.Limit is { } limit ? options with { MaxValues = limit } : options;
    }

    // The library refuses these too, with the names of its C# options.
    private static void EnsureDistinct(string[] fields, Func<int, string> place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(fields[i]))
                throw RequestShape.Mistake(place(i), $"'{place(i)}' is blank; accepted is the name of a field.");
            if (!seen.Add(fields[i]))
                throw RequestShape.Mistake(place(i), $"'{place(i)}' is '{FieldRule.Short(fields[i])}' a second time. Name it once.");
        }
    }

    private static IReadOnlyList<FilterValue> Values(FacetChoice choice, int index)
    {
        var path = RequestShape.Join(RequestShape.Item("chosen", index), "values");
        return [.. choice.Values.Select((value, i) => Value(value, RequestShape.Item(path, i)))];
    }

    private static FilterValue Value(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        _ => throw RequestShape.Mistake(
            place, $"'{place}' is {FieldRule.Name(value)}; accepted is a string, a number, true or false."),
    };
}
