package io.tbar.faulty;

import io.tbar.faulty.Fault.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A real channel whose writes and flushes the disk may refuse. */
final class FaultyChannel extends FileChannel {
  private final FaultyDisk disk;
  private final Path path;
  private final FileChannel real;

  FaultyChannel(FaultyDisk disk, Path path, FileChannel real) {
    this.disk = disk;
    this.path = path;
    this.real = real;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (disk.refuses(Change.WRITE)) {
      half(source);
      throw disk.fault().exception(path.toString());
    }
    return real.write(source);
  }

  private void half(ByteBuffer source) throws IOException {
    if (disk.fault() == Fault.SHORT) {
      ByteBuffer some = source.duplicate();
      some.limit(some.position() + some.remaining() / 2);
      real.write(some);
    }
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    disk.change(Change.WRITE, path);
    return real.write(source, position);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    disk.change(Change.WRITE, path);
    return real.write(sources, offset, length);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    disk.change(Change.WRITE, path);
    return real.transferFrom(source, position, count);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.change(Change.FLUSH, path);
    real.force(metaData);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    disk.change(Change.WRITE, path);
    real.truncate(size);
    return this;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return real.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return real.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return real.read(target, position);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
