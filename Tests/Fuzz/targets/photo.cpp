/// Any file at all: which format it is in, and then its reader.
#define OPEN open_picture
#include "picture.cpp"
