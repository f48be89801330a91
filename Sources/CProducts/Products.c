#include "CProducts.h"

#include <stdlib.h>

typedef float lanes __attribute__((vector_size(4 * PANEL_ROWS), aligned(4)));

typedef struct {
  const float *const *rows;
  const float *panels;
  size_t panel_count, dimensions;
  float *products;
} work;

/// Multiplies `count` rows, from `first` on, with all panels. Each number of a panel is loaded once
/// for all of these rows, and their sums stay in registers.
static inline __attribute__((always_inline)) void some_rows(const work *w, size_t first,
                                                            const size_t count) {
  for (size_t panel = 0; panel < w->panel_count; panel++) {
    const float *source = w->panels + panel * w->dimensions * PANEL_ROWS;
    lanes sums[8] = {0};
    for (size_t column = 0; column < w->dimensions; column++) {
      const lanes numbers = *(const lanes *)(source + column * PANEL_ROWS);
#pragma clang loop unroll(full)
      for (size_t row = 0; row < count; row++) {
        sums[row] += numbers * w->rows[first + row][column];
      }
    }
#pragma clang loop unroll(full)
    for (size_t row = 0; row < count; row++) {
      *(lanes *)(w->products + ((first + row) * w->panel_count + panel) * PANEL_ROWS) = sums[row];
    }
  }
}

static inline __attribute__((always_inline)) void all_rows(const work *w, size_t row_count,
                                                           const size_t step) {
  size_t row = 0;
  for (; row + step <= row_count; row += step) some_rows(w, row, step);
  for (; row < row_count; row++) some_rows(w, row, 1);
}

#if defined(__x86_64__)

// Without fused multiply-add, which would round differently from plain code.
__attribute__((target("avx2"))) static void by_eight(const work *w, size_t row_count) {
  all_rows(w, row_count, 4);
}

__attribute__((target("avx512f"))) static void by_sixteen(const work *w, size_t row_count) {
  all_rows(w, row_count, 8);
}

/// FC_PLAIN=1 in the environment: only instructions that every x86-64 processor has, so that tests
/// can run the plain code.
static int is_plain(void) {
  const char *plain = getenv("FC_PLAIN");
  return plain != NULL && plain[0] == '1';
}

#endif

void panel_products(const float *const *rows, size_t row_count, const float *panels,
                    size_t panel_count, size_t dimensions, float *products) {
  const work w = {rows, panels, panel_count, dimensions, products};
#if defined(__x86_64__)
  if (!is_plain()) {
    if (__builtin_cpu_supports("avx512f")) return by_sixteen(&w, row_count);
    if (__builtin_cpu_supports("avx2")) return by_eight(&w, row_count);
  }
#endif
  all_rows(&w, row_count, 2);
}
