# Fotos y papeles de un registro.
files-title = Fotos y papeles
files-add = Añadir una foto o un PDF
files-preparing = Un momento …
files-remove = Quitar { $name }
files-state-awaited = La foto sigue en el teléfono
files-state-missing = No llegó nunca
files-state-forgotten = Ya no se guarda
files-unfit-kind = No es una foto ni un PDF. Elige otro archivo.
files-unfit-large = Este archivo tiene más de 25 MB. Elige uno más pequeño.
files-unfit-surplus = Un registro admite { $max } archivos; los demás no se han añadido.
