/** A file with its path below the folder that it came with. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

/** The chosen files, and how many files in folders were passed over because their names, or a folder's, begin with a dot. */
export interface Chosen {
  readonly files: readonly ChosenFile[];
  readonly hidden: number;
}

/** The files of a drop or a paste. It has to be called while the event is handled, since afterwards the browser forgets it. */
export function filesOf(transfer: DataTransfer): Promise<Chosen> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const roots = items.map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  return collect(roots);
}

/** The files of a field for files or folders. */
export function filesIn(list: FileList): Chosen {
  const all = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const files = all.filter(({ path }) => !isHidden(path));
  return { files, hidden: all.length - files.length };
}

async function collect(roots: ReadonlyArray<{ readonly entry: FileSystemEntry | null; readonly file: File | null }>): Promise<Chosen> {
  const files: ChosenFile[] = [];
  let hidden = 0;
  const visit = async (entry: FileSystemEntry, path: string): Promise<void> => {
    if (isHidden(entry.name)) {
      hidden++;
    } else if (entry.isFile) {
      files.push({ path, file: await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)) });
    } else {
      for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await visit(child, `${path}/${child.name}`);
    }
  };
  for (const { entry, file } of roots) {
    // A file that is dropped by itself is wanted, whatever its name is.
    if (entry !== null && entry.isDirectory) await visit(entry, entry.name);
    else if (file !== null) files.push({ path: file.name, file });
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)), hidden };
}

/** A folder is read in parts; an empty one is the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return all;
    all.push(...part);
  }
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.'));
}
