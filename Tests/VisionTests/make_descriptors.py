#!/usr/bin/env python3
"""Prints the numbers of EmbeddingTests.swift, computed by dlib's Python module.  usage: make_descriptors.py NETWORK"""
import sys

import dlib
import numpy as np

i = np.arange(150 * 150)
chip = np.stack([i * 7 % 251, i * 13 % 239, i * 29 % 229], -1).astype(np.uint8).reshape(150, 150, 3)
network = dlib.face_recognition_model_v1(sys.argv[1])
plain = network.compute_face_descriptor(chip)
print("plain: ", ", ".join(f"{number:.7f}" for number in plain))
print("mean of 3 jittered:", ", ".join(f"{number:.7f}" for number in list(network.compute_face_descriptor(chip, 3))[:8]))
