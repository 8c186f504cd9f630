"""The catalogue: releases with their dictionary."""
