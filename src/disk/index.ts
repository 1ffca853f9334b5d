export { bytesAt, type Disk, type DiskFile, type DiskStat, type OpenWay, writeAll } from "./disk.js";
export { type Inside, isInside, listFiles, makeFolderInside, readInside } from "./inside.js";
export { hiddenBeside, remove, syncFolder } from "./names.js";
export { nodeDisk } from "./node-disk.js";
export { type ReplaceOptions, replaceFile } from "./replace-file.js";
export { statOf, type Target, targetOf } from "./target.js";
