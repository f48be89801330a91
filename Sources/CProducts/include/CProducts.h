/// Products of rows of floats, computed with the widest instructions that the processor has. The
/// result is the same bit for bit with any of them, as each product is added up column by column.
#ifndef CPRODUCTS_H
#define CPRODUCTS_H

#include <stddef.h>

/// Rows in a panel: number `column` of row `lane` is at index column * PANEL_ROWS + lane.
enum { PANEL_ROWS = 16 };

/// Multiplies each row with each row of each panel. The product of row r and row `lane` of panel p
/// goes to products[(r * panel_count + p) * PANEL_ROWS + lane].
void panel_products(const float *const *rows, size_t row_count, const float *panels,
                    size_t panel_count, size_t dimensions, float *products);

#endif
