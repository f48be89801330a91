/// Any file at all: which format it is in, and then its reader.
#include "picture.cpp"
