/*
 * The beginning of an AppImage that is made where the AppImage project's runtime cannot be downloaded. It unpacks the image that follows
 * it into a temporary folder, runs AppRun there, waits for it, and removes the folder. What it unpacks by is squashfuse, as the real
 * one does; it mounts nothing, so it is the same with and without FUSE. `--appimage-extract` unpacks into `squashfs-root` instead.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <squashfuse/squashfuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of a block of squashfs, one megabyte is the most. */
#define CHUNK (1 << 20)

static pid_t child;

static void fail(const char *what) {
  fprintf(stderr, "The AppImage cannot be unpacked: %s: %s\n", what, strerror(errno));
  exit(127);
}

/* Where this program ends and the image begins. */
static size_t image_offset(const char *self) {
  Elf64_Ehdr header;
  int file = open(self, O_RDONLY | O_CLOEXEC);
  if (file < 0 || read(file, &header, sizeof header) != sizeof header) fail(self);
  close(file);
  return header.e_shoff + (size_t)header.e_shnum * header.e_shentsize;
}

static void write_file(sqfs *fs, sqfs_inode *inode, const char *path, char *chunk) {
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, inode->base.mode & 0777);
  if (file < 0) fail(path);
  for (sqfs_off_t at = 0, size = CHUNK; at < (sqfs_off_t)inode->xtra.reg.file_size; at += size, size = CHUNK) {
    if (sqfs_read_range(fs, inode, at, &size, chunk) != SQFS_OK || size <= 0) fail(path);
    for (sqfs_off_t written = 0; written < size;) {
      ssize_t count = write(file, chunk + written, size - written);
      if (count < 0) fail(path);
      written += count;
    }
  }
  if (close(file) != 0) fail(path);
}

static void write_link(sqfs *fs, sqfs_inode *inode, const char *path) {
  char target[PATH_MAX];
  size_t size = sizeof target;
  if (sqfs_readlink(fs, inode, target, &size) != SQFS_OK || symlink(target, path) != 0) fail(path);
}

static void unpack(const char *self, const char *folder) {
  sqfs fs;
  sqfs_traverse walk;
  sqfs_err error = sqfs_open_image(&fs, self, image_offset(self));
  char *chunk = malloc(CHUNK);
  if (error != SQFS_OK || chunk == NULL) fail(self);
  if (sqfs_traverse_open(&walk, &fs, sqfs_inode_root(&fs)) != SQFS_OK) fail(self);
  while (sqfs_traverse_next(&walk, &error)) {
    char path[PATH_MAX];
    sqfs_inode inode;
    if (walk.dir_end) continue;
    if (snprintf(path, sizeof path, "%s/%s", folder, walk.path) >= (int)sizeof path) fail(walk.path);
    if (sqfs_inode_get(&fs, &inode, sqfs_dentry_inode(&walk.entry)) != SQFS_OK) fail(path);
    if (S_ISDIR(inode.base.mode)) {
      if (mkdir(path, 0755) != 0) fail(path);
    } else if (S_ISREG(inode.base.mode)) {
      write_file(&fs, &inode, path, chunk);
    } else if (S_ISLNK(inode.base.mode)) {
      write_link(&fs, &inode, path);
    }
  }
  if (error != SQFS_OK) fail(self);
  sqfs_traverse_close(&walk);
  sqfs_destroy(&fs);
  free(chunk);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk) {
  (void)status, (void)type, (void)walk;
  return remove(path);
}

static void pass_on(int signal) {
  if (child > 0) kill(child, signal);
}

static int run(const char *folder, char **arguments) {
  char *program;
  int status;
  if (asprintf(&program, "%s/AppRun", folder) < 0) fail(folder);
  child = fork();
  if (child < 0) fail("fork");
  if (child == 0) {
    arguments[0] = program;
    execv(program, arguments);
    fail(program);
  }
  for (const int *each = (const int[]){SIGHUP, SIGINT, SIGTERM, 0}; *each != 0; each++) signal(*each, pass_on);
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) fail("waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int count, char **arguments) {
  char self[PATH_MAX], folder[PATH_MAX];
  const char *temporary = getenv("TMPDIR");
  ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length < 0) fail("/proc/self/exe");
  self[length] = '\0';

  if (count > 1 && strcmp(arguments[1], "--appimage-extract") == 0) {
    if (mkdir("squashfs-root", 0755) != 0) fail("squashfs-root");
    unpack(self, "squashfs-root");
    return 0;
  }
  snprintf(folder, sizeof folder, "%s/appimage-XXXXXX", temporary == NULL || *temporary == '\0' ? "/tmp" : temporary);
  if (mkdtemp(folder) == NULL) fail(folder);
  unpack(self, folder);
  /* Source: AppImage documentation, "Environment variables". */
  setenv("APPDIR", folder, 1);
  setenv("APPIMAGE", self, 1);
  setenv("ARGV0", arguments[0], 1);
  int code = run(folder, arguments);
  nftw(folder, remove_one, 32, FTW_DEPTH | FTW_PHYS);
  return code;
}
