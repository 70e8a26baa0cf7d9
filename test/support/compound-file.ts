/** A compound file ([MS-CFB]) with streams or storages of these names, and nothing in them. */
export function compound(names: readonly string[]): Buffer {
  const sector = 512;
  const directorySectors = Math.ceil((names.length + 1) / 4);
  const file = Buffer.alloc(sector * (2 + directorySectors));
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30); // sectors of 512 bytes
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48); // the directory begins in sector 1
  file.writeUInt32LE(4_096, 56);
  for (const at of [60, 68]) file.writeUInt32LE(0xfffffffe, at);
  file.fill(0xff, 76, sector);
  file.writeUInt32LE(0, 76); // the table is sector 0
  file.fill(0xff, sector, 2 * sector);
  file.writeUInt32LE(0xfffffffd, sector);
  for (let i = 1; i <= directorySectors; i += 1)
    file.writeUInt32LE(i === directorySectors ? 0xfffffffe : i + 1, sector + i * 4);
  ['Root Entry', ...names].forEach((name, i) => {
    const at = 2 * sector + i * 128;
    file.write(name, at, 'utf16le');
    file.writeUInt16LE((name.length + 1) * 2, at + 64);
    file.writeUInt8(i === 0 ? 5 : 2, at + 66);
  });
  return file;
}
