/// Any file: recognizes its format, then runs the format's reader.
#include "picture.cpp"
