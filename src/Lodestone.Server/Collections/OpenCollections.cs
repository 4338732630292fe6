using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Lodestone.Encoders;
using Lodestone.Hosting;
using Lodestone.Indexing;
using Lodestone.Server.Errors;
using Lodestone.Server.Models;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Collections;

/// <summary>The collections that requests may name: those of the data folder, opened at first use, and the application's.</summary>
/// <remarks>All share the encoders. The application's own precede those of the data folder, and cannot be deleted by a request.</remarks>
internal sealed class OpenCollections(
    DataFolder data, LodestoneCollections configured, ModelPool encoders, ServedModels models, IOptions<ServerOptions> options)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, CollectionSlot> _slots = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _making = new(1, 1);

    /// <summary>The names of the collections, in ordinal order.</summary>
    public IReadOnlyList<string> Names() => [.. data.Names().Union(Configured()).Order(StringComparer.Ordinal)];

    /// <summary>Opens a use of a collection.</summary>
    /// <exception cref="RequestException">The collection does not exist, or is being deleted.</exception>
    /// <exception cref="StoreException">The collection cannot be opened.</exception>
    public async Task<CollectionUse> UseAsync(string name, CancellationToken cancellationToken)
    {
        CollectionName.Validate(name);
        if (IsConfigured(name))
            return new CollectionUse(null, name, await configured.GetAsync(name, cancellationToken).ConfigureAwait(false));
        if (!_slots.TryGetValue(name, out var slot))
        {
            // A slot for every name that a client invents would be a leak.
            if (!data.Holds(name))
                throw CollectionProblems.NotFound(name, Names());
            slot = _slots.GetOrAdd(name, Slot(name, null));
        }

        return await slot.UseAsync(cancellationToken).ConfigureAwait(false) ?? throw CollectionProblems.BeingDeleted(name);
    }

    /// <summary>Creates a collection, unless it exists with the same model, which is then used from where it was asked for.</summary>
    /// <returns>True when it was created.</returns>
    /// <exception cref="RequestException">The collection exists with another model, or the model is not known.</exception>
    public async Task<bool> MakeAsync(string name, string? biEncoder, CancellationToken cancellationToken)
    {
        CollectionName.Validate(name);
        var asked = biEncoder is null ? null : models.Reference(ModelKind.BiEncoder, biEncoder, "biEncoder");
        await _making.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (IsConfigured(name) || _slots.ContainsKey(name) || data.Holds(name))
            {
                using var use = await UseAsync(name, cancellationToken).ConfigureAwait(false);
                if (asked is not null && ModelCatalog.Reference(asked) != use.Collection.BiEncoder)
                    await RepointAsync(use, asked, biEncoder!, cancellationToken).ConfigureAwait(false);
                return false;
            }

            await MakeAsync(name, Slot(name, asked ?? options.Value.BiEncoder)).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Deletes a collection when the requests that use it have ended.</summary>
    /// <exception cref="RequestException">The collection does not exist, or is being deleted already.</exception>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        CollectionName.Validate(name);
        if (IsConfigured(name))
            throw CollectionProblems.Configured(name);
        if (!data.Holds(name))
            throw CollectionProblems.NotFound(name, Names());
        var slot = _slots.GetOrAdd(name, Slot(name, null));
        await EnsureFreeAsync(slot, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!await slot.CloseAsync(cancellationToken).ConfigureAwait(false))
                throw CollectionProblems.BeingDeleted(name);
        }
        catch (StoreException)
        {
            // Indexes that could not be saved are no loss: they are deleted with the rest.
        }

        try
        {
            data.Delete(name);
        }
        finally
        {
            _slots.TryRemove(KeyValuePair.Create(name, slot));
        }
    }

    /// <summary>Renames a collection when the requests that use it have ended.</summary>
    /// <exception cref="RequestException">
    /// The collection does not exist, is being deleted or renamed already, or another has the new name.
    /// </exception>
    /// <exception cref="StoreException">The indexes could not be saved, or the folder could not be renamed.</exception>
    public async Task RenameAsync(string name, string newName, CancellationToken cancellationToken)
    {
        CollectionName.Validate(name);
        CollectionName.Validate(newName);
        if (IsConfigured(name))
            throw CollectionProblems.Configured(name);
        // No other request makes a collection of the new name meanwhile.
        await _making.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!data.Holds(name))
                throw CollectionProblems.NotFound(name, Names());
            if (IsConfigured(newName) || _slots.ContainsKey(newName) || data.Holds(newName))
                throw CollectionProblems.NameTaken(newName);
            var slot = _slots.GetOrAdd(name, Slot(name, null));
            await EnsureFreeAsync(slot, cancellationToken).ConfigureAwait(false);
            var isOurs = false;
            try
            {
                isOurs = await slot.CloseAsync(cancellationToken).ConfigureAwait(false);
                if (!isOurs)
                    throw CollectionProblems.BeingDeleted(name);
                data.Rename(name, newName);
            }
            catch (StoreException)
            {
                // It is closed nevertheless, so that the next request opens it by whichever name it has.
                isOurs = true;
                throw;
            }
            finally
            {
                if (isOurs)
                    _slots.TryRemove(KeyValuePair.Create(name, slot));
            }
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Saves and closes all collections when the requests that use them have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        StoreException? unsaved = null;
        foreach (var slot in _slots.Values)
        {
            try
            {
                await slot.CloseAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (StoreException failure)
            {
                // The others are closed nevertheless; one failure to save is enough to report.
                unsaved ??= failure;
            }
        }

        _slots.Clear();
        _making.Dispose();
        if (unsaved is not null)
            ExceptionDispatchInfo.Throw(unsaved);
    }

    private static async Task RepointAsync(CollectionUse use, string asked, string biEncoder, CancellationToken cancellationToken)
    {
        try
        {
            await use.Collection.RepointBiEncoderAsync(asked, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelLoadException other) when (other.Code == ErrorCodes.CollectionModelDiffers)
        {
            throw CollectionProblems.OtherModel(use.Name, ServedModels.NameOf(use.Collection.BiEncoder!), biEncoder);
        }
    }

    // A damaged collection can be deleted; one that another process is writing cannot.
    private static async Task EnsureFreeAsync(CollectionSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            (await slot.UseAsync(cancellationToken).ConfigureAwait(false))?.Dispose();
        }
        catch (Exception unusable) when (
            unusable is ModelLoadException or IndexFormatException or StoreException { Code: not ErrorCodes.CollectionInUse })
        {
            return;
        }
    }

    // The client may disconnect; half a collection must not remain.
    private async Task MakeAsync(string name, CollectionSlot slot)
    {
        // Registered from now on, so that no other request opens a collection that is being created.
        _slots[name] = slot;
        try
        {
            (await slot.UseAsync(CancellationToken.None).ConfigureAwait(false))?.Dispose();
        }
        catch
        {
            await slot.CloseAsync(CancellationToken.None).ConfigureAwait(false);
            if (Directory.Exists(data.Of(name)))
                data.Delete(name);
            _slots.TryRemove(KeyValuePair.Create(name, slot));
            throw;
        }
    }

    private IEnumerable<string> Configured() => configured.Names.Where(CollectionName.IsValid);

    private bool IsConfigured(string name) => configured.Names.Contains(name, StringComparer.Ordinal);

    private CollectionSlot Slot(string name, string? biEncoder) => new(name, () => Task.Run(() => Collection.OpenAsync(
        data.Of(name),
        new CollectionOptions { BiEncoder = biEncoder, CrossEncoder = options.Value.CrossEncoder, Models = encoders })));
}

/// <summary>The collections of the data folder for the application's own code.</summary>
internal sealed class ServedCollections(OpenCollections collections, DataFolder data) : ICollectionSource
{
    /// <summary>Returns the collection that the routes use too. After a request has deleted it, it is closed.</summary>
    public async Task<Collection?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!CollectionName.IsValid(name) || !data.Holds(name))
            return null;
        using var use = await collections.UseAsync(name, cancellationToken).ConfigureAwait(false);
        return use.Collection;
    }
}
