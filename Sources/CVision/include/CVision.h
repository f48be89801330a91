/// The C interface to dlib and OpenCV: photos, faces, drawing. Nothing outside this module uses
/// either library.
#ifndef CVISION_H
#define CVISION_H

#include "CVisionStatus.h"
#include "CVisionDrawing.h"
#include "CVisionPhoto.h"
#include "CVisionFaces.h"
#include "CVisionEmbedding.h"
#include "CVisionAverage.h"
#include "CVisionPoints.h"
#include "CVisionDecoders.h"

#endif
