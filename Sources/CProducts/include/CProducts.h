/// Products of rows of floats, by the widest instructions that the processor has: the same bits
/// whichever these are, as each product is added up column by column.
#ifndef CPRODUCTS_H
#define CPRODUCTS_H

#include <stddef.h>

/// Rows in a panel: number `column` of row `lane` stands at column * PANEL_ROWS + lane.
enum { PANEL_ROWS = 16 };

/// The product of each row with each row of each panel: that of row r and row `lane` of panel p
/// goes to products[(r * panel_count + p) * PANEL_ROWS + lane].
void panel_products(const float *const *rows, size_t row_count, const float *panels,
                    size_t panel_count, size_t dimensions, float *products);

#endif
