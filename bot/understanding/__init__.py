"""What a message means: words, concepts, features and the model over them.

Pure numpy and the standard library, so that `nasta-steg parse` reads as the running bot does
without importing Rasa. Only `training` needs scikit-learn. `components/` holds the thin Rasa side.
"""
