/* SPDX-License-Identifier: MIT */
/* Measures commands against each other:  measure ROUNDS TABLE
 * TABLE has a line for each: "name<TAB>base<TAB>bytes<TAB>command", words of the command parted by single blanks, no quoting. In
 * each round every command runs once, so that what disturbs the machine disturbs all alike; what is printed are medians. base
 * is the name of the row that the ratio is to ("-" for none). A command may exit with 0 or 1. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROWS_MOST = 64, WORDS_MOST = 64, ROUNDS_MOST = 99 };

struct row {
    char *name, *base, *words[WORDS_MOST];
    double bytes;
    double wall[ROUNDS_MOST], processor[ROUNDS_MOST], peak[ROUNDS_MOST];
    int failed;
};

static struct row rows[ROWS_MOST];
static int row_count;

static char *field(char **rest, int end) {
    char *begin = *rest, *stop = strchr(begin, end);
    if (stop)
        *stop++ = '\0';
    *rest = stop ? stop : begin + strlen(begin);
    return begin;
}

static void read_table(const char *path) {
    FILE *table = fopen(path, "r");
    char line[8192];
    if (!table) {
        perror(path);
        exit(2);
    }
    while (row_count < ROWS_MOST && fgets(line, sizeof line, table)) {
        line[strcspn(line, "\n")] = '\0';
        char *rest = strdup(line);
        struct row *row = &rows[row_count++];
        if (!rest)
            exit(2);
        row->name = field(&rest, '\t');
        row->base = field(&rest, '\t');
        row->bytes = atof(field(&rest, '\t'));
        for (int i = 0; *rest && i < WORDS_MOST - 1; i++)
            row->words[i] = field(&rest, ' ');
    }
    fclose(table);
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static void run(struct row *row, int round) {
    struct timespec begin, end;
    struct rusage usage;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 0), dup2(nothing, 1), dup2(nothing, 2);
        execvp(row->words[0], row->words);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("measure");
        exit(2);
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    row->failed |= !WIFEXITED(status) || WEXITSTATUS(status) > 1;
    row->wall[round] = (double)(end.tv_sec - begin.tv_sec) * 1e3 + (double)(end.tv_nsec - begin.tv_nsec) / 1e6;
    row->processor[round] = (seconds(usage.ru_utime) + seconds(usage.ru_stime)) * 1e3;
    row->peak[round] = (double)usage.ru_maxrss / 1024;
}

static int rising(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double median(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, rising);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void print_ratio(double value, double base) {
    if (base > 0)
        printf(" %6.2f x", value / base);
    else
        printf(" %8s", "");
}

/* Two ratios: of the time that passed, and of the processors' time, which other work on the machine disturbs less. */
static void print_row(struct row *row, int rounds) {
    double wall = median(row->wall, rounds), processor = median(row->processor, rounds);
    double wall_base = 0, processor_base = 0;
    for (int i = 0; i < row_count; i++)
        if (strcmp(rows[i].name, row->base) == 0) {
            wall_base = median(rows[i].wall, rounds);
            processor_base = median(rows[i].processor, rounds);
        }
    printf("%-34s %9.1f ms", row->name, wall);
    print_ratio(wall, wall_base);
    printf(" %9.1f ms", processor);
    print_ratio(processor, processor_base);
    printf(" %7.1f MB %6.0f MB/s%s\n", median(row->peak, rounds), row->bytes / 1e3 / wall, row->failed ? "  (failed)" : "");
    fflush(stdout);
}

int main(int argc, char **argv) {
    int rounds = argc == 3 ? atoi(argv[1]) : 0;
    if (rounds < 1 || rounds > ROUNDS_MOST) {
        fputs("usage: measure ROUNDS TABLE\n", stderr);
        return 2;
    }
    read_table(argv[2]);
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < row_count; i++)
            run(&rows[i], round);
    printf("%-34s %12s %8s %12s %8s %10s\n", "", "wall", "to base", "processor", "to base", "peak");
    for (int i = 0; i < row_count; i++)
        print_row(&rows[i], rounds);
    return 0;
}
