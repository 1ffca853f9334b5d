export { bytesAt, type Disk, type DiskFile, type DiskStat, type OpenWay, writeAll } from "./disk.js";
export { makeFolderInside, removeInside } from "./folder-inside.js";
export { isInside, listFiles, readInside } from "./inside.js";
export { hiddenBeside, remove, syncFolder } from "./names.js";
export { nodeDisk } from "./node-disk.js";
export { ownVersion } from "./own-version.js";
export { replaceFile } from "./replace-file.js";
export { type OutputTarget, statOf, targetOf } from "./target.js";
